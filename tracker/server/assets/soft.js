// First paint, and links between pages.
// Links between pages without a reload: the address changes, Streamlit hears of it as of a step in the history and draws the
// page it names. Everything else (downloads, other sites, new tabs, a lost connection) is left to the browser.
(() => {
  // First paint is the whole page: nothing is shown while parts still stand in for others or letters would change their width.
  const root = document.documentElement;
  const show = () => {
    root.removeAttribute('data-waiting');
    document.getElementById('stMain')?.setAttribute('tabindex', '-1');  // our skip link, inside it, comes first for the keyboard
  };
  const standsIn = () => !document.querySelector('.mast') || [...document.querySelectorAll('[data-testid=stSkeleton]')].some((e) => !e.closest('.stPrintGraphic'));
  root.setAttribute('data-waiting', '');
  const begun = Date.now();
  const wait = setInterval(() => {
    const late = Date.now() - begun > 6000;
    if (standsIn() && !late) return;
    clearInterval(wait);
    Promise.race([document.fonts.ready, new Promise((done) => setTimeout(done, 700))]).then(show);
  }, 16);

  const app = () => document.querySelector('[data-testid=stApp]');
  const settled = () => app()?.dataset.testScriptState === 'notRunning';
  // An address without a language means the one the document came in.
  const began = root.lang;
  const speak = () => { root.lang = new URLSearchParams(location.search).get('lang') || began; };
  // How far down each address was read, so that a step back leads to the same place.
  const scroller = () => document.querySelector('[data-testid=stMain]');
  const tops = new Map();
  let here = location.href;
  const leave = () => { tops.set(here, scroller()?.scrollTop || 0); };
  // Pages have one name and no folder; the form of corrections is the one such address that Streamlit does not draw.
  const drawable = (url) => url.origin === location.origin && /^\/[^/.]*$/.test(url.pathname) && url.pathname !== '/correct';

  // After the new page stands: its top in view, its content next for the keyboard, its language known to the reader's tools.
  function arrive(hash) {
    const target = document.getElementById(hash.slice(1) || 'main');
    if (hash) target?.scrollIntoView();
    else document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0);
    target?.focus({ preventScroll: true });
  }

  function whenDrawn(act) {
    const asked = Date.now();
    let ran = false;
    const look = () => {
      ran ||= !settled();
      if (settled() && (ran || Date.now() - asked > 400)) act();
      else if (Date.now() - asked < 15000) setTimeout(look, 30);
    };
    look();
  }

  addEventListener('click', (event) => {
    const link = event.target.closest?.('.stHtml a[href]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    if (!drawable(url) || app()?.dataset.testConnectionState !== 'CONNECTED') return;
    if (link.getAttribute('href').startsWith('#')) {
      event.preventDefault();
      arrive(url.hash);
      return;
    }
    event.preventDefault();
    leave();
    history.pushState({}, '', url.pathname + url.search + url.hash);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    whenDrawn(() => arrive(url.hash));
  });

  // Buttons of an upload show words of the style sheet in place of Streamlit's own; who listens gets the same words.
  const unnamed = ':is([data-testid=stFileUploaderDropzone],[data-testid=stFileUploaderDeleteBtn]) button:not([aria-label])';
  const name = () => document.querySelectorAll(unnamed).forEach((button) => {
    const said = getComputedStyle(button, '::after').content.replace(/^"|"$/g, '');
    if (said && said !== 'none' && said !== 'normal') button.setAttribute('aria-label', said);
  });
  new MutationObserver(name).observe(root, { childList: true, subtree: true });

  addEventListener('popstate', (event) => {
    speak();
    if (event.isTrusted) {
      leave();
      const top = tops.get(location.href) || 0;
      whenDrawn(() => scroller()?.scrollTo(0, top));
    }
    here = location.href;
  });
})();
