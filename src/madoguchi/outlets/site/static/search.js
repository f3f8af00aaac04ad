/* Search without a network, by the rules of searching.py and cutting.py. Change both.
   madoguchiSearch(document of search_document.py, query, limit): [[page, score], ...], best first. */
{
const LONGEST = 100, PACK = 16, COMMON = 8, WHOLE = 4, PART = 3;
const SYNONYM = 2, TERM = 2, WEAK = 8, ENDING = 2, STEM = 4;
// Han, hiragana, katakana, Hangul, Thai; all else is words.
const SCRIPTS = ["\u3005-\u3007\u3400-\u9fff\uf900-\ufaff", "\u3041-\u3096\u309d-\u309f",
  "\u30a1-\u30fa\u30fc-\u30ff", "\uac00-\ud7a3", "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"];
const SIZES = [2, 3, 3, 2, 4];
const SEGMENT = new RegExp(SCRIPTS.map((one, at) => `([${one}]${at === 1 ? `[${one}ー]*` : "+"})`)
  .join("|") + `|(?:(?![${SCRIPTS.join("")}])[\\p{L}\\p{N}])+`, "gu");
const WEAKENS = new RegExp(`[${SCRIPTS[1]}]`);

const even = (text) => text.replace(/\{([^{}|]+)\|([^{}|]+)\}/g, "$1")
  .normalize("NFKC").toLowerCase().replace(/ς/g, "σ")
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  .replace(/[đøłß]/g, (one) => ({ đ: "d", ø: "o", ł: "l", ß: "ss" })[one])
  .normalize("NFC").replace(/\s+/g, " ")
  .replace(/\+81[- ]*(?:\(0\))?(?=[1-9])/g, "0")
  .replace(/(^|[^0-9])(0[0-9]{1,4}) ([0-9]{2,4}) ([0-9]{3,4})(?![0-9])/g, "$1$2$3$4")
  .replace(/([0-9]) ?[-()\u2010-\u2015\u2212\u30fc]+ ?(?=[0-9])/g, "$1");
const hiragana = (text) => text.replace(/[\u30a1-\u30f6]/g,
  (one) => String.fromCharCode(one.charCodeAt(0) - 0x60));
const segments = (written) => [...written.matchAll(SEGMENT)].map((match) => ({
  run: match[0], start: match.index, end: match.index + match[0].length,
  size: SIZES[match.slice(1).findIndex(Boolean)] ?? 0,
}));

const normal = (written) => {
  let said = "", before;
  for (const { run, size } of segments(hiragana(written))) {
    said += (before && size ? "" : " ") + run;
    before = size;
  }
  return said && said + " ";
};

const cutQuery = (written) => {
  const all = segments(written), cuts = new Map();
  const add = (piece, begins, weak) => cuts.has(piece) || cuts.set(piece, { piece, begins, weak });
  const touch = (one, other) => one?.end === other?.start && one.size && other.size;
  all.forEach((segment, place) => {
    const { run, start, end, size } = segment, cut = [], alone = run.length < 2;
    if (!size) return add(run, run.length > 2);
    if (alone && touch(all[place - 1], segment)) cut.push(written.slice(start - 1, end));
    if (alone && touch(segment, all[place + 1])) cut.push(written.slice(start, end + 1));
    const begins = !cut.length && run.length < size;
    for (let at = 0; !at && !cut.length || !alone && at + size <= run.length; at++) {
      cut.push(run.slice(at, at + size));
    }
    for (const piece of cut) add(hiragana(piece), begins, WEAKENS.test(piece));
  });
  return [...cuts.values()];
};

const opened = new WeakMap();
const open = (document) => {
  let index = opened.get(document);
  if (!index) {
    const patterns = document.terms.flatMap(
      ([names], term) => names.split(",").map((name) => [name, term]));
    const pieces = document.pieces.split(" "), hits = document.hits.split(" ");
    opened.set(document, index = { ...document, patterns, pieces, hits });
  }
  return index;
};

const addHits = (points, hits, factor) => {
  let packed = 0;
  for (const more of hits ? hits.split(".") : []) {
    packed += parseInt(more, 36);
    const page = Math.floor(packed / PACK), worth = (packed % PACK) * factor;
    if ((points.get(page) ?? 0) < worth) points.set(page, worth);
  }
  return points;
};
const says = ({ rarity }, pages) => rarity[pages] ?? COMMON;

const near = ({ pieces }, { piece, begins }) => {
  const from = (wanted) => pieces.findIndex((one) => one >= wanted);
  const first = from(piece), places = pieces[first] === piece ? [first] : [];
  if (!begins) return places;
  for (let at = first + places.length; pieces[at]?.startsWith(piece); at++) places.push(at);
  for (let length = Math.max(STEM, piece.length - ENDING); length < piece.length; length++) {
    const stem = piece.slice(0, length), at = from(stem);
    if (pieces[at] === stem && !/^\p{Nd}/u.test(stem)) places.push(at);
  }
  return places;
};
const lookUp = (index, cut) => {
  const points = new Map(), places = near(index, cut);
  const whole = index.pieces[places[0]] === cut.piece;
  let common = false, pages = 0;
  places.forEach((place, order) => {
    const hits = index.hits[place];
    addHits(points, hits.replace("!", ""), whole && !order ? WHOLE : PART);
    if (whole && order) return;
    common ||= hits[0] === "!";
    pages = points.size;
  });
  return { points, says: common ? COMMON : says(index, pages), weak: cut.weak };
};
const termsIn = (index, said) => {
  const hits = index.patterns.filter(([name]) => said.includes(name));
  const longest = hits.filter(([one]) => !hits.some(([it]) => one !== it && it.includes(one)));
  return [...new Set(longest.map(([, term]) => term))].map((term) => {
    const points = addHits(new Map(), index.terms[term][1], SYNONYM);
    return { points, says: says(index, points.size) * TERM };
  });
};

self.madoguchiSearch = (document, query, limit = 20) => {
  const index = open(document), written = even([...query].slice(0, LONGEST).join(""));
  const cuts = cutQuery(written).map((cut) => lookUp(index, cut));
  const found = [...termsIn(index, normal(written)), ...cuts];
  const strong = found.some(({ weak, points }) => !weak && points.size);
  const scores = new Map(), covered = new Map();
  const hits = (isWeak, give) => {
    for (const one of found.filter(({ weak }) => !(strong && weak) !== isWeak)) {
      one.points.forEach((points, page) => give(page, one.says * points, one.says));
    }
  };
  const more = (map, page, by) => map.set(page, (map.get(page) ?? 0) + by);
  hits(false, (page, score, worth) => more(scores, page, score) && more(covered, page, worth));
  hits(true, (page, score) => scores.has(page) && more(scores, page, Math.floor(score / WEAK)));
  const least = Math.max(0, ...covered.values());
  return [...scores].filter(([page]) => covered.get(page) * 2 >= least)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, limit);
};
}
