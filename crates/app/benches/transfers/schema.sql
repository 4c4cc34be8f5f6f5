-- Double entry at its least: accounts with a kept balance, transfers, two postings each. The transfer
-- is one call of a function, so that a client waits for the server once; the bank's row, which every
-- transfer needs, is taken last, so that it is locked as briefly as it can be.
CREATE TABLE account (id integer PRIMARY KEY, balance bigint NOT NULL);
CREATE TABLE transfer (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  label text NOT NULL
);
CREATE TABLE posting (
  transfer bigint NOT NULL REFERENCES transfer,
  account integer NOT NULL REFERENCES account,
  amount bigint NOT NULL,
  PRIMARY KEY (transfer, account)
);
INSERT INTO account SELECT id, 0 FROM generate_series(0, 10000) AS id;
CREATE FUNCTION receive(member integer, amount bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE made bigint;
BEGIN
  INSERT INTO transfer (label) VALUES ('contribution') RETURNING id INTO made;
  INSERT INTO posting VALUES (made, 0, amount), (made, member, -amount);
  UPDATE account SET balance = balance - amount WHERE id = member;
  UPDATE account SET balance = balance + amount WHERE id = 0;
  RETURN made;
END $$;
