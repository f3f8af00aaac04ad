/* Search without a network: the rules of edition/searching.py and language/cutting.py, in their
   order, over the document of search_document.py. Change both; shared cases compare them.
   madoguchiSearch(document, query, limit) gives [[page, score], ...], best first. */
{
const LONGEST = 100, PACK = 16, COMMON = 8;
const WHOLE = 4, PART = 3, SYNONYM = 2, TERM = 2, WEAK = 8, ENDING = 2, STEM = 4;
const HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff", HANGUL = "\uac00-\ud7a3";
const HIRAGANA = "\u3041-\u3096\u309d-\u309f", KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff";
const THAI = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff";
// How long pieces are in the groups of SEGMENT; what is in no group is a word.
const SIZES = [0, 2, 3, 3, 2, 4];
const SEGMENT = new RegExp(
  `([${HAN}]+)|([${HIRAGANA}][${HIRAGANA}ー]*)|([${KATAKANA}]+)|([${HANGUL}]+)|([${THAI}]+)|` +
  `(?:(?![${HAN}${HIRAGANA}${KATAKANA}${HANGUL}${THAI}])[\\p{L}\\p{N}])+`, "gu");
const WEAKENS = new RegExp(`[${HIRAGANA}]`);

const even = (text) => text.replace(/\{([^{}|]+)\|([^{}|]+)\}/g, "$1")
  .normalize("NFKC").toLowerCase().replace(/ς/g, "σ")
  .normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  .replace(/đ/g, "d").replace(/ø/g, "o").replace(/ł/g, "l").replace(/ß/g, "ss")
  .normalize("NFC").trim().replace(/\s+/g, " ")
  .replace(/\+81[- ]*(?:\(0\))?(?=[1-9])/g, "0")
  .replace(/(^|[^0-9])(0[0-9]{1,4}) ([0-9]{2,4}) ([0-9]{3,4})(?![0-9])/g, "$1$2$3$4")
  .replace(/([0-9]) ?[-()\u2010-\u2015\u2212\u30fc]+ ?(?=[0-9])/g, "$1");
const hiragana = (text) => text.replace(/[\u30a1-\u30f6]/g,
  (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
const segments = (written) => [...written.matchAll(SEGMENT)].map((match) => ({
  run: match[0], start: match.index, end: match.index + match[0].length,
  size: SIZES[match.findIndex((one, group) => group && one)] ?? 0,
}));

const normal = (written) => {
  let said = "", before = 0;
  for (const { run, size } of segments(hiragana(written))) {
    said += before && size ? run : ` ${run}`;
    before = size;
  }
  return said && `${said} `;
};

const cutQuery = (written) => {
  const all = segments(written), cuts = new Map();
  const add = (piece, begins, weak) => cuts.has(piece) || cuts.set(piece, { piece, begins, weak });
  const touch = (one, other) => one?.end === other?.start && one.size && other.size;
  all.forEach((segment, place) => {
    const { run, start, end, size } = segment, cut = [], alone = run.length === 1;
    if (!size) return add(run, run.length > 2, false);
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
  if (!opened.has(document)) {
    const { terms, rarity } = document;
    const patterns = terms.flatMap(([names], term) => names.split(",").map((name) => [name, term]));
    const [pieces, hits] = [document.pieces.split(" "), document.hits.split(" ")];
    opened.set(document, { terms, rarity, patterns, pieces, hits });
  }
  return opened.get(document);
};

const addHits = (points, hits, factor) => {
  let packed = 0;
  for (const difference of hits ? hits.split(".") : []) {
    packed += parseInt(difference, 36);
    const page = Math.floor(packed / PACK), worth = (packed % PACK) * factor;
    if ((points.get(page) ?? 0) < worth) points.set(page, worth);
  }
};
const says = ({ rarity }, pages) => rarity[pages] ?? COMMON;

const near = ({ pieces }, { piece, begins }) => {
  const from = (wanted) => {
    let low = 0, high = pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pieces[middle] < wanted) low = middle + 1; else high = middle;
    }
    return low;
  };
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
    const points = new Map();
    addHits(points, index.terms[term][1], SYNONYM);
    return { points, says: says(index, points.size) * TERM, weak: false };
  });
};

self.madoguchiSearch = (document, query, limit = 20) => {
  const index = open(document), written = even(Array.from(query).slice(0, LONGEST).join(""));
  const found = [...termsIn(index, normal(written)), ...cutQuery(written).map((cut) => lookUp(index, cut))];
  const strong = found.some(({ weak, points }) => !weak && points.size);
  const scores = new Map(), covered = new Map();
  const hits = (isWeak, give) => {
    for (const one of found.filter(({ weak }) => (strong && weak) === isWeak)) {
      one.points.forEach((points, page) => give(page, one.says * points, one.says));
    }
  };
  const more = (map, page, by) => map.set(page, (map.get(page) ?? 0) + by);
  hits(false, (page, score, worth) => more(scores, page, score) && more(covered, page, worth));
  hits(true, (page, score) => scores.has(page) && more(scores, page, Math.floor(score / WEAK)));
  const least = Math.max(0, ...covered.values());
  return [...scores].filter(([page]) => covered.get(page) * 2 >= least)
    .sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, limit);
};
}
