// Keeps a page up to date: told that something was recorded, it fetches the page again and puts what
// it says in the place of what stood there. Without this script the page asks again by itself.
"use strict";

const main = document.querySelector("main[data-live]");
let told = null;

async function renew() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("main[data-live]");
  if (fresh && fresh.innerHTML !== main.innerHTML) main.replaceChildren(...fresh.childNodes);
}

if (main) {
  const news = new EventSource(main.dataset.live);
  news.addEventListener("message", (event) => {
    if (told !== null && told !== event.data) renew();
    told = event.data;
  });
}
