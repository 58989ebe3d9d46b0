// The static edition needs no script. This one adds three comforts: our own letters, figures that answer to the pointer, search.
(() => {
  const words = document.body.dataset, here = document.currentScript.src;
  const beside = (name) => new URL(name, here).href;

  // Letters: they weigh ten times the page, so it is painted with those of the reader's system first.
  const letters = () => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: beside(words.fonts) }));
  requestAnimationFrame(() => setTimeout(letters));

  // Figures: Plotly is fetched when somebody asks for it, and never before.
  let plotly;
  const load = () => plotly ||= new Promise((done, failed) => {
    const script = document.createElement('script');
    Object.assign(script, { src: beside(words.plotly), onload: done, onerror: () => { plotly = null; failed(); } });
    document.head.append(script);
  });
  const colour = (value) => typeof value === 'string' && value.startsWith('var(--')
    ? getComputedStyle(document.documentElement).getPropertyValue(value.slice(4, -1)).trim() : value;
  const coloured = (value) => Array.isArray(value) ? value.map(coloured)
    : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, coloured(v)])) : colour(value);

  async function enliven(figure, button) {
    button.disabled = true;
    try {
      const [answer] = await Promise.all([fetch(figure.dataset.figure).then((r) => { if (!r.ok) throw r; return r.json(); }), load()]);
      const { data, layout } = coloured(answer), place = document.createElement('div');
      place.setAttribute('role', 'img');
      place.setAttribute('aria-label', figure.dataset.sentence);
      figure.querySelector('.drawing').replaceWith(place);
      await Plotly.newPlot(place, data, layout, { displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: true });
      figure.dataset.live = '';
      button.remove();
    } catch (problem) {
      button.disabled = false;  // the drawing stays
      button.textContent = words.failed;
    }
  }

  for (const figure of document.querySelectorAll('figure[data-figure]')) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'live', textContent: words.live });
    button.addEventListener('click', () => enliven(figure, button));
    figure.append(button);
  }

  // Search: every word must be in an entry; names before what stands around them.
  const form = document.querySelector('form.asking'), found = document.getElementById('found');
  if (!form) return;
  const plain = (text) => text.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const tokens = (text) => text.normalize('NFC').toLowerCase().match(/[a-z0-9]+|(?:(?![a-z0-9])[\p{L}\p{N}])+/gu) || [];
  // A Latin word from its beginning on, without its plural; a Korean one in a word or, as spacing varies, from the beginning of one on.
  const latin = /^[a-z0-9]+$/, single = (token) => token.length > 3 && /[^s]s$/.test(token) ? token.slice(0, -1) : token;
  const barred = (text) => text.split(/\s+/).map((word) => '|' + plain(word)).join('') + ' ' + tokens(text).filter((t) => latin.test(t)).join(' ');
  const holds = (text, token) => latin.test(token) ? text.includes(' ' + single(token))
    : text.includes(token) || new RegExp('\\|' + [...token].join('\\|?'), 'u').test(text);
  let entries;
  const score = (entry, asked, whole) => {
    if (entry.codes.includes(whole)) return 4;
    if (!asked.every((token) => holds(entry.all, token))) return 0;
    return entry.plain.startsWith(whole) ? 3 : asked.every((token) => holds(entry.named, token)) ? 2 : 1;
  };
  function line(entry) {
    const item = document.createElement('li'), title = document.createElement('span'), link = document.createElement('a'), small = document.createElement('span');
    title.className = 't';
    small.className = 'm';
    Object.assign(link, { href: entry.at, textContent: entry.name });
    small.textContent = [entry.kind, entry.around, entry.code].filter(Boolean).join(' · ');
    title.append(link);
    item.append(title, small);
    return item;
  }
  async function seek(text) {
    entries ||= (await (await fetch(beside(words.index))).json()).map(([kind, code, name, around, at, also, codes]) =>
      ({ kind, code, name, around, at: new URL('../' + at, here).href, plain: plain(name), named: barred(name), all: barred([name, around, also, code].join(' ')), codes: codes.map(plain) }));
    const asked = tokens(text), whole = plain(text);
    const hits = asked.length ? entries.map((e) => [score(e, asked, whole), e]).filter(([s]) => s).sort((a, b) => b[0] - a[0]) : [];
    const list = Object.assign(document.createElement('ul'), { className: 'rows' });
    list.append(...hits.slice(0, 60).map(([, e]) => line(e)));
    const count = document.createElement('p');
    count.className = 'body';
    count.textContent = text ? words.count.replace('{q}', text).replace('{n}', hits.length) : '';
    found.replaceChildren(count, list);
  }
  const field = form.elements.q;
  field.value = new URLSearchParams(location.search).get('q') || '';
  if (field.value) seek(field.value);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    history.replaceState({}, '', '?q=' + encodeURIComponent(field.value));
    seek(field.value);
  });
})();
