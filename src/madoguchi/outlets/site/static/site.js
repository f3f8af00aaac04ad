/* The one script of every page; pages work without it. It keeps "open now" true, says how many
   minutes are left, fills in copies by look-up, offers the phone's own way to share, and has the
   worker keep a copy of the guide. */
(() => {
  "use strict";
  const { language, edition, left } = document.currentScript.dataset;
  const tag = document.documentElement.lang;
  const MINUTE = 60e3, DAY = 1440, TOKYO = 540 * MINUTE;
  // Minutes are worth saying when there are few.
  const FEW = 60;
  // On the first page: beside open windows, so many of those that open next.
  const NEXT = 3;
  let main = document.getElementById("main"), copy, tried = 0, renewing = false;

  const all = (selector) => [...main.querySelectorAll(selector)];
  const make = (name, className, html = "") => {
    const one = document.createElement(name);
    one.className = className;
    one.innerHTML = html;
    return one;
  };

  /* Minutes left of windows that close soon. */
  const inMinutes = new Intl.NumberFormat(tag, {
    style: "unit", unit: "minute", unitDisplay: "long" });
  function tellMinutes() {
    for (const until of all("[data-until]")) {
      const minutes = Math.ceil((until.dataset.until * 1e3 - Date.now()) / MINUTE);
      const said = minutes > 0 && minutes <= FEW
        ? ` · ${left.replace("{minutes}", inMinutes.format(minutes))}` : "";
      const old = until.querySelector(".left");
      if (old) old.textContent = said;
      else if (said) until.append(Object.assign(make("span", "left"), { textContent: said }));
    }
  }

  /* A page whose "now" is over is fetched anew, unless its reader is writing. */
  const writing = () => all("input, select, textarea").some((one) => one === document.activeElement ||
    (one.options ? [...one.options].some((it) => it.selected !== it.defaultSelected) &&
      one.selectedIndex > 0 : one.value !== one.defaultValue));
  const nameOf = (details) => details.querySelector("summary")?.textContent;

  async function renew() {
    if (renewing || writing()) return;
    renewing = true;
    tried = Date.now();
    try {
      const response = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-cache" });
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = fresh.getElementById("main");
      if (!response.ok || !next) throw new Error("no page");
      if (!writing()) exchange(document.adoptNode(next));
    } catch {
      forget();
    } finally {
      renewing = false;
    }
  }

  function exchange(next) {
    const open = all("details[open]").map(nameOf), at = document.activeElement;
    const focused = main.contains(at) ? at : null;
    const href = focused?.getAttribute("href"), name = focused?.textContent;
    main.replaceWith(next);
    main = next;
    for (const one of all("details")) if (open.includes(nameOf(one))) one.open = true;
    if (focused) {
      const same = all("a[href], summary, button").filter((one) => one.getAttribute("href") === href);
      (same.find((one) => one.textContent === name) ?? same[0])?.focus({ preventScroll: true });
    }
    begin();
  }

  /* Without a network or a copy: say no longer that a window is open whose time is over. */
  function forget() {
    for (const until of all(".win.open [data-until]")) {
      if (until.dataset.until * 1e3 > Date.now()) continue;
      const shown = until.closest(".win");
      shown.classList.replace("open", "asleep");
      shown.querySelector(".state")?.remove();
    }
  }

  /* Copies: how each window stands is looked up in the open times that travel with the copy. */
  function stateOf({ times, always }, minute) {
    const { states } = copy.hours;
    let end = 0, now = { kind: "closed", why: "", via: "" }, until, opens;
    for (let at = 0; at < times.length; at += 3) {
      const start = end + times[at], what = states[times[at + 2]];
      const follows = start === until && what.kind === "open";
      end = start + times[at + 1];
      if (start <= minute && minute < end) {
        now = what;
        if (what.kind === "open") until = end;
      } else if (start > minute) {
        if (now.kind === "open" && follows) until = end;
        else if (what.kind === "open") {
          opens = start;
          break;
        }
      }
    }
    const last = copy.hours.days.length - 1;
    if (always || until >= last * DAY) until = undefined;
    return { ...now, until, opens: now.kind === "open" ? undefined : opens, always };
  }

  function clock(minute, today) {
    const { clock: times, words, days } = copy.hours, since = minute - today * DAY;
    if (since >= 0 && since <= DAY) return times[since];
    return words.moment.replace("{day}", () => days[Math.floor(minute / DAY)])
      .replace("{time}", () => times[minute % DAY]);
  }

  function changeOf(state, today) {
    const { words } = copy.hours, { kind, until, opens } = state;
    const change = kind === "open" ? until : opens;
    if (change !== undefined) {
      return words[kind === "open" ? "until" : "opens"].replace("{time}", () => clock(change, today));
    }
    return kind === "open" && state.always ? words.always : "";
  }

  function show(shown, state, window, minute) {
    const { words } = copy.hours, now = shown.querySelector(".now");
    now.asleep ??= now.querySelector(".via")?.outerHTML ?? "";
    const change = changeOf(state, Math.floor(minute / DAY));
    const ends = state.kind === "open" && state.until !== undefined
      ? ` data-until="${Date.parse(copy.made) / 1e3 + state.until * 60}"` : "";
    const via = state.kind === "open" ? state.via && `<span class="via">${state.via}</span>` : now.asleep;
    const said = `<span class="state">${words[state.kind]}</span>` +
      (change && ` <span class="until"${ends}>${change}</span>`) + (via && ` ${via}`);
    const doubt = window.doubt && minute >= window.doubt[0] && state.kind !== "unknown"
      ? window.doubt[1] : "";
    const whole = said + state.why + doubt;
    if (now.said === whole) return;
    now.said = whole;
    now.innerHTML = said;
    shown.querySelectorAll(".told").forEach((one) => one.remove());
    if (state.why) now.after(make("p", "why told", state.why));
    if (doubt) shown.querySelector(".caveat, .acts, :scope > :last-child").before(make("div", "told", doubt));
    shown.classList.remove("asleep", "open", "closed", "unknown");
    shown.classList.add(state.kind);
    const hours = shown.closest(".asleep-list") && shown.querySelector(".hours");
    if (hours) hours.hidden = true;
  }

  const RANK = { open: 0, closed: 1, unknown: 2 };
  function arrange(list, states) {
    const cards = [...list.children].map((card, place) => {
      card.place ??= place;
      const state = states.get(card) ?? { kind: "unknown" };
      return { card, state, at: (state.kind === "open" ? state.until : state.opens) ?? Infinity };
    });
    const sorted = [...cards].sort((a, b) => RANK[a.state.kind] - RANK[b.state.kind] ||
      (a.at === b.at ? 0 : a.at - b.at) || a.card.place - b.card.place);
    if (sorted.some(({ card }, place) => list.children[place] !== card)) {
      list.append(...sorted.map(({ card }) => card));
    }
    const open = sorted.filter(({ state }) => state.kind === "open").length;
    if ("few" in list.dataset) {
      sorted.forEach(({ card }, place) => { card.hidden = place >= open + NEXT; });
    }
    const headline = main.querySelector("[data-headline]");
    if (headline) {
      headline.innerHTML = copy.hours.headlines[open]
        .replace("{spoken}", () => copy.hours.spoken[headline.dataset.headline]);
    }
  }

  function fill() {
    const now = Date.now(), minute = Math.floor((now - Date.parse(copy.made)) / MINUTE);
    if (now >= Date.parse(copy.old_from) || now >= Date.parse(copy.hours_until)) {
      const first = main.querySelector("[data-window]");
      if (first && !main.querySelector(".copy-old")) {
        (first.closest(".asleep-list") ?? first).before(make("p", "caveat copy-old", copy.hours.words.old));
      }
      return;
    }
    // A clock that is wrong by so much knows nothing.
    if (minute < 0) return;
    const states = new Map();
    for (const shown of all("[data-window]")) {
      const window = copy.hours.timetables[copy.hours.windows[shown.dataset.window]];
      if (!window) continue;
      states.set(shown, stateOf(window, minute));
      show(shown, states.get(shown), window, minute);
    }
    for (const list of all(".asleep-list")) arrange(list, states);
  }

  /* Search in a copy, by the rules of search.js. */
  async function search(place) {
    const asked = new URLSearchParams(location.search).get("q")?.trim();
    if (!asked) return;
    all("input[type=search]").forEach((one) => { one.value = one.defaultValue = asked; });
    await new Promise((done, failed) => {
      const script = make("script", "");
      Object.assign(script, { src: copy.assets.at(-1), onload: done, onerror: failed });
      document.head.append(script);
    });
    const found = self.madoguchiSearch(copy.search, asked, 20);
    const list = make("ul", "members");
    for (const [page] of found) {
      const [address, name, japanese, summary] = copy.search.pages[page];
      const link = Object.assign(make("a", ""), { href: address, textContent: name });
      const head = make("h2", ""), line = make("li", "");
      head.append(link);
      if (japanese) head.append(" ", Object.assign(make("span", "ja"), { textContent: japanese, lang: "ja" }));
      line.append(head, Object.assign(make("p", ""), { textContent: summary }));
      list.append(line);
    }
    place.replaceChildren(found.length ? list
      : Object.assign(make("p", ""), { textContent: place.dataset.nothing }));
  }

  async function fillCopy() {
    const place = main.querySelector("[data-search]");
    if (!place && !main.querySelector("[data-window]")) return;
    copy ??= await (await fetch(`/offline/${language}.json`)).json();
    fill();
    if (place) await search(place);
    tellMinutes();
  }

  function share() {
    for (const button of document.querySelectorAll(".send")) {
      button.hidden = !navigator.share;
      button.onclick = () => {
        const url = document.querySelector(".share .address a")?.href ?? location.href;
        navigator.share({ title: document.title, url }).catch(() => {});
      };
    }
  }

  function begin() {
    const today = new Date(Date.now() + TOKYO).toISOString().slice(0, 10);
    for (const one of all("[data-overdue]")) one.hidden = today <= one.dataset.overdue;
    if ("copy" in main.dataset) fillCopy().catch(() => {});
    tellMinutes();
  }

  function look() {
    if (document.hidden) return;
    const holds = main.dataset.holdsUntil * 1e3;
    if (Date.now() > holds + 1e3 && Date.now() - tried > MINUTE / 2) renew();
    if (copy && "copy" in main.dataset) fill();
    tellMinutes();
  }

  begin();
  share();
  setInterval(look, 10e3);
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
  addEventListener("online", () => { if (main.querySelector(".copy-notice")) renew(); });
  // Errors and choosers may be in a language that nobody asked for.
  if (navigator.serviceWorker && location.pathname.startsWith(`/${language}/`)) {
    addEventListener("load", () => (self.requestIdleCallback ?? setTimeout)(async () => {
      await navigator.serviceWorker.register("/sw.js");
      const { active } = await navigator.serviceWorker.ready;
      active.postMessage({ language, edition });
    }));
  }
})();
