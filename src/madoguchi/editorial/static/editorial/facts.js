// Improvements of the facts editor: rows without loading the page anew, a calendar beside days,
// languages to choose, and text that survives a session that ends while somebody writes.
// Everything works without it.
"use strict";
{
  const AREA = "[data-swaps]";
  const WEEK = 7 * 24 * 3600 * 1000;
  const formNow = () => document.querySelector("form[data-facts]");

  // A choice beside a text: typing chooses the text, choosing a word puts the text aside.
  const aside = new WeakMap();
  const beside = (event) => {
    const pair = event.target.closest(".beside");
    if (!pair) return;
    const [choice, text] = [pair.querySelector("select"), pair.querySelector("input")];
    if (event.target === text) {
      if (text.value.trim()) choice.value = "stated";
    } else if (choice.value === "stated") {
      if (!text.value) text.value = aside.get(text) ?? "";
    } else {
      if (text.value) aside.set(text, text.value);
      text.value = "";
    }
  };

  // A calendar beside each day that is typed.
  const calendars = (area) => {
    for (const text of area.querySelectorAll("input[data-day]")) {
      const around = document.createElement("span");
      const picker = document.createElement("input");
      around.className = "with-day";
      picker.type = "date";
      picker.tabIndex = -1;
      picker.setAttribute("aria-hidden", "true");
      text.replaceWith(around);
      around.append(text, picker);
      picker.addEventListener("focus", () => { picker.value = text.value; });
      picker.addEventListener("change", () => {
        if (!picker.value) return;
        text.value = picker.value;
        text.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
  };

  // Languages that windows speak, to be added to a line by choosing.
  const languages = (area) => {
    const offered = [...document.querySelectorAll("#list-spoken option")].map((one) => one.value);
    if (!offered.length) return;
    const comma = document.documentElement.lang === "ja" ? "、" : ", ";
    for (const text of area.querySelectorAll("input[data-adds]")) {
      const choice = document.createElement("select");
      choice.className = "adds";
      choice.tabIndex = -1;
      choice.setAttribute("aria-hidden", "true");
      choice.append(new Option("+", ""), ...offered.map((name) => new Option(name, name)));
      choice.addEventListener("change", () => {
        const named = text.value.split(/[,、，]/).map((one) => one.trim()).filter(Boolean);
        if (choice.value && !named.includes(choice.value)) text.value = [...named, choice.value].join(comma);
        choice.value = "";
        text.dispatchEvent(new Event("input", { bubbles: true }));
      });
      const around = document.createElement("span");
      around.className = "with-adds";
      text.replaceWith(around);
      around.append(text, choice);
    }
  };

  // What is typed is kept on this device until it is saved, for the person who typed it.
  const key = (name) => `madoguchi-facts ${name ?? document.querySelector("[data-facts-kept]")?.dataset.factsKept}`;
  const fields = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  // What of it is facts, and not the screen's own.
  const facts = (typed) => JSON.stringify(typed.filter(([name]) => !["_why", "_based_on", "_base"].includes(name)));
  const basedOn = (typed) => typed.find(([name]) => name === "_based_on")?.[1];
  let saved = null;
  const stored = (name) => {
    try {
      const found = JSON.parse(localStorage.getItem(key(name)));
      return found && Date.now() - found.at < WEEK ? found : null;
    } catch { return null; }
  };
  const forget = (name) => {
    try { localStorage.removeItem(key(name)); } catch { /* nothing was kept */ }
  };
  const keep = (sent) => {
    const form = formNow();
    if (!form?.querySelector("[name='_why']")) return;
    const typed = fields(form);
    if (saved && facts(typed) === facts(saved)) {
      forget();
      return;
    }
    try {
      localStorage.setItem(key(), JSON.stringify({ at: Date.now(), typed, sent: sent === true }));
    } catch { /* a full or forbidden storage takes nothing away */ }
  };
  const offer = () => {
    // A page that shows what was typed a moment ago has nothing to put back.
    if (!saved) return;
    const banner = document.querySelector("[data-facts-kept]");
    const made = formNow().dataset.made;
    if (made && stored(made)?.sent) forget(made);
    const found = stored();
    if (!banner || !found) return;
    if (facts(found.typed) === facts(saved) || (found.sent && basedOn(found.typed) !== basedOn(saved))) {
      // It was saved: a newer version stands there.
      forget();
      return;
    }
    banner.hidden = false;
    banner.querySelector("[data-kept-at]").textContent = new Date(found.at).toLocaleString(document.documentElement.lang);
    banner.querySelector("[data-put-back]").addEventListener("click", () => swap(found.typed, "again"));
    banner.querySelector("[data-throw-away]").addEventListener("click", () => {
      forget();
      banner.hidden = true;
    });
  };

  // The page's answer takes the place of the form; what else is on the page stays where it is.
  const swap = async (typed, button) => {
    const form = formNow();
    const sent = new URLSearchParams(typed);
    sent.set("csrfmiddlewaretoken", form.querySelector("[name='csrfmiddlewaretoken']").value);
    sent.set("do", button);
    let answer;
    try {
      answer = await fetch(location.href, { method: "POST", body: sent, headers: { "X-Requested-With": "fetch" } });
    } catch {
      return false;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(AREA);
    // Signed out, or something else than the form: the browser sends it itself and shows that.
    if (!fresh || answer.redirected) return false;
    document.querySelector(AREA).replaceWith(document.adoptNode(fresh));
    improve();
    keep();
    const place = formNow().dataset.focusOn;
    if (place) focusOn(place);
    else document.querySelector(`${AREA} [data-focus]`)?.focus();
    return true;
  };

  const focusOn = (name) => {
    const place = name && document.getElementById(name);
    if (!place) return;
    const first = place.matches("input, select, textarea") ? place : place.querySelector("input:not([type='hidden']), select, textarea");
    (first || place).focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  };

  const inPlace = /^(add|remove|up|down|theirs|preview)/;
  const sendInPlace = async (event) => {
    const button = event.submitter;
    if (button?.name !== "do" || !inPlace.test(button.value)) {
      keep(true);
      return;
    }
    event.preventDefault();
    if (await swap(fields(event.target), button.value)) {
      if (button.value === "preview") document.getElementById("next-days")?.focus();
      return;
    }
    keep();
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: button.value });
    event.target.append(hidden);
    event.target.submit();
  };

  const improve = () => {
    const form = formNow();
    if (!form) return;
    if ("fresh" in form.dataset) saved = fields(form);
    calendars(form);
    languages(form);
    form.addEventListener("input", beside);
    form.addEventListener("input", () => keep());
    form.addEventListener("submit", sendInPlace);
  };

  improve();
  if (formNow() && !("fresh" in formNow().dataset)) keep();
  offer();
  focusOn(formNow()?.dataset.focusOn || "");
}
