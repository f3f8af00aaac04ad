/* The service worker: pages come from the network; without one, from the copy of their language.
   It keeps the site's own style and scripts and one copy a language, and nothing else, ever. */
"use strict";
// Both are filled in by offline.py; when an asset changes, this text does, and is fetched anew.
const ASSETS = ["ASSETS"];
const LANGUAGES = ["LANGUAGES"];
const KEPT = "madoguchi";
// Long enough for a slow network; nobody in a basement should wait longer.
const PATIENCE = 4000;
const FRESH = 6 * 3600e3;

const addressOf = (language) => `/offline/${language}.json`;
const later = (time) => new Promise((done) => { setTimeout(done, time); });
const storedAt = (response) => Number(response.headers.get("x-stored"));

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(ASSETS)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), clearAway()]));
});

// A page says which language is read, and which edition it is of.
self.addEventListener("message", (event) => {
  const { language, edition } = event.data ?? {};
  if (LANGUAGES.includes(language)) event.waitUntil(refresh(language, edition).catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const copied = /^\/offline\/([\w-]+)\.json$/.exec(url.pathname);
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (copied && LANGUAGES.includes(copied[1])) event.respondWith(copyFor(copied[1]));
  else if (isPage(request, url)) event.respondWith(page(request, url));
});

/* Only pages that copies hold: staff's screens and data are left to the network alone, and so is
   every question but those of search and help, and where something is wrong. A plan is a question: its answers are not seen here. */
function isPage(request, url) {
  const asked = request.mode === "navigate" || request.headers.get("accept") === "text/html";
  if (!asked) return false;
  if (url.pathname === "/") return !url.search;
  const [, language, ...rest] = url.pathname.split("/");
  return LANGUAGES.includes(language) && rest.at(-1) === "" &&
    (!url.search || ["", "help/", "search/", "card/", "help/sheet/", "wrong/"].includes(rest.join("/")));
}

async function page(request, url) {
  const answer = fetch(request).catch(() => {});
  const soon = await Promise.race([answer, later(PATIENCE)]);
  if (soon && soon.status < 500) return soon;
  return await fromCopy(url) ?? soon ?? await answer ?? await nothing() ?? Response.error();
}

async function fromCopy(url) {
  const [, language, ...parts] = url.pathname.split("/");
  if (!language) {
    const last = await lastCopy();
    return last && Response.redirect(`/${last.copy.language}/`);
  }
  const found = await open(language);
  if (!found) return undefined;
  let rest = parts.join("/");
  if (rest === "help/") {
    const { speaks, ...more } = Object.fromEntries([...url.searchParams].filter(([, one]) => one));
    // A copy knows no other times, topics or places.
    if (Object.keys(more).length) return undefined;
    if (speaks) rest = `help/${speaks}/`;
  }
  if (rest === `help/${found.copy.speaks}/`) rest = "help/";
  if (rest === "card/" || rest === "help/sheet/") {
    // Paper in a copy is for the reader's own language; a visitor's needs the network.
    const { speaks, ...more } = Object.fromEntries(url.searchParams);
    if (Object.keys(more).length || (speaks && speaks !== found.copy.speaks)) return undefined;
  }
  return Object.hasOwn(found.copy.pages, rest)
    ? answerOf(found, found.copy.pages[rest], rest) : undefined;
}

async function nothing() {
  const last = await lastCopy();
  return last && answerOf(last, last.copy.missing, "");
}

function answerOf({ copy, headers }, { title, main, foot }, rest) {
  const lines = main.map((line) => (typeof line === "number" ? copy.lines[line] : line));
  const said = `<p class="copy-notice">${copy.notice}</p>${withReadings(lines.join("\n"))}`;
  const whole = copy.shell.replaceAll("-REST-", rest).replace("@@TITLE@@", () => title)
    .replace("@@MAIN@@", () => said).replace("@@FOOT@@", () => withReadings(foot));
  return new Response(whole, { headers: {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": headers.get("content-security-policy") ??
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
      "img-src 'self' data:; manifest-src 'self'; form-action 'self'; base-uri 'none'",
  } });
}

const withReadings = (html) => html.replace(/\{([^{}|<]+)\|([^{}|<]+)\}/g,
  "<ruby>$1<rp>(</rp><rt>$2</rt><rp>)</rp></ruby>");

// The copy opened last stays open while the worker lives.
let opened = { address: "", stored: 0 };

async function open(language) {
  const address = addressOf(language), kept = await (await caches.open(KEPT)).match(address);
  if (!kept) return undefined;
  if (opened.address !== address || opened.stored !== storedAt(kept)) {
    const copy = await kept.json();
    opened = { address, stored: storedAt(kept), copy, headers: kept.headers };
  }
  return opened;
}

async function lastCopy() {
  const cache = await caches.open(KEPT);
  const copies = await Promise.all(LANGUAGES.map((one) => cache.match(addressOf(one))));
  const stored = copies.map((one) => (one ? storedAt(one) : 0));
  const last = stored.indexOf(Math.max(...stored));
  return copies[last] && open(LANGUAGES[last]);
}

/* Fetch the copy of a language where there is none, or it is old or of another edition. */
async function refresh(language, edition) {
  const cache = await caches.open(KEPT), old = await cache.match(addressOf(language));
  if (old && Date.now() - storedAt(old) < FRESH &&
      (!edition || old.headers.get("x-edition") === edition)) return;
  const response = await fetch(addressOf(language), { cache: "no-cache" });
  if (!response.ok) return;
  const text = await response.text();
  const headers = {
    "content-type": "application/json", "cache-control": "no-store",
    "x-edition": JSON.parse(text).edition, "x-stored": String(Date.now()),
  };
  const policy = response.headers.get("content-security-policy");
  if (policy) headers["content-security-policy"] = policy;
  await cache.put(addressOf(language), new Response(text, { headers }));
}

async function copyFor(language) {
  const kept = async () => (await caches.open(KEPT)).match(addressOf(language));
  await Promise.race([refresh(language).catch(() => {}), later(PATIENCE)]);
  return await kept() ?? fetch(addressOf(language));
}

async function asset(request) {
  const cache = await caches.open(KEPT);
  return await cache.match(request) ?? await fetch(request).catch(() => {}) ??
    // A copy of an earlier day names earlier addresses.
    await cache.match(request, { ignoreSearch: true }) ?? Response.error();
}

async function clearAway() {
  const cache = await caches.open(KEPT);
  const wanted = [...ASSETS, ...LANGUAGES.map(addressOf)].map((one) => new URL(one, self.location).href);
  const kept = await cache.keys();
  await Promise.all(kept.filter((one) => !wanted.includes(one.url)).map((one) => cache.delete(one)));
}
