\set member random(1, 10000)
SELECT receive(:member, 1000);
