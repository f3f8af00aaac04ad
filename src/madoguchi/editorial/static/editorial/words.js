// Improvements of the words editor: length while typing, texts put in at the cursor, and words that
// survive a session that ends while somebody writes. Everything works without it.
"use strict";
{
  const form = document.querySelector("form[data-words]");
  const writable = form ? [...form.querySelectorAll("textarea:not([readonly])")] : [];

  // As browsers do it themselves, so that "undo" takes it back.
  const put = (area, text, whole) => {
    area.focus();
    if (whole) area.select();
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  for (const button of document.querySelectorAll("button[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => put(document.getElementById(button.dataset.insert), button.dataset.text));
  }

  form?.addEventListener("click", (event) => {
    const button = event.target.closest("button[name^='use-']");
    if (!button) return;
    event.preventDefault();
    put(document.getElementById(button.name.slice("use-".length)), button.value, true);
  });

  // The same as writing/length.py: without readings, references and spaces.
  const characters = (text) => [...text
    .replace(/\[\[(?:[a-z0-9-]+\/[a-z0-9-]+)?#[a-z_]+\]\]/g, "")
    .replace(/\{([^{}|]+)\|[^{}|]+\}/g, "$1")
    .replace(/\s/g, "")].length;

  for (const hint of document.querySelectorAll("[data-length-of]")) {
    const area = document.getElementById(hint.dataset.lengthOf);
    const told = document.createElement("span");
    hint.append(" ", told);
    area.addEventListener("input", () => {
      const count = characters(area.value);
      const verdict = !count ? "" : count < hint.dataset.least ? "short" : count > hint.dataset.most ? "long" : "";
      hint.querySelector("[data-count]").textContent = count;
      hint.className = `hint ${verdict}`;
      told.textContent = verdict ? hint.dataset[verdict] : "";
    });
  }

  // What was translated before stands beside each text as soon as it is found.
  const memory = form?.querySelector("button[data-memory]");
  if (memory && !form.querySelector("[data-offers-for] .memory")) {
    memory.hidden = true;
    fetch(memory.dataset.memory, { credentials: "same-origin", redirect: "error" })
      .then((answer) => answer.ok ? answer.text() : Promise.reject(answer.status))
      .then((html) => {
        for (const found of new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-offers-for]")) {
          form.querySelector(`[data-offers-for="${CSS.escape(found.dataset.offersFor)}"]`)?.append(...found.children);
        }
      })
      .catch(() => { memory.hidden = false; });
  }

  const select = form?.querySelector("select[name='from']");
  select?.addEventListener("change", () => form.requestSubmit(form.querySelector("[data-changes='from']")));

  // What is typed is kept on this device until it is saved, for the person who typed it.
  const banner = document.querySelector("[data-kept]");
  if (form && banner && writable.length) {
    const key = `madoguchi-words ${banner.dataset.kept}`;
    const old = 7 * 24 * 3600 * 1000;
    const read = () => {
      try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    };
    const texts = () => Object.fromEntries(writable.map((area) => [area.name, area.value]));
    // Whether what is shown is what is saved, or what somebody typed and did something else with.
    const saved = "fresh" in form.dataset ? JSON.stringify(texts()) : "";
    const keep = () => {
      try {
        if (JSON.stringify(texts()) === saved) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify({ at: Date.now(), texts: texts() }));
      } catch { /* a full or forbidden storage takes nothing away */ }
    };
    if (!saved) keep();
    const kept = read();
    const differs = kept && writable.some((area) => kept.texts[area.name] !== undefined && kept.texts[area.name] !== area.value);
    if (saved && kept && (!differs || Date.now() - kept.at > old)) localStorage.removeItem(key);
    else if (kept && differs) {
      banner.hidden = false;
      banner.querySelector("[data-kept-at]").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
    }
    banner.querySelector("[data-put-back]").addEventListener("click", () => {
      for (const area of writable) if (kept.texts[area.name] !== undefined && kept.texts[area.name] !== area.value) put(area, kept.texts[area.name], true);
      banner.hidden = true;
      writable[0].focus();
    });
    banner.querySelector("[data-throw-away]").addEventListener("click", () => {
      localStorage.removeItem(key);
      banner.hidden = true;
    });
    form.addEventListener("input", keep);
  }
}
