/** The page's theme: the system's, or the one chosen here. Runs before the first paint, so that no page flashes. */
const KEY = 'longshell.theme';
const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');

function apply() {
  const chosen = localStorage.getItem(KEY);
  root.dataset.theme = chosen ?? (dark.matches ? 'dark' : 'light');
  for (const button of document.querySelectorAll('[data-action="theme"]')) {
    button.setAttribute('aria-pressed', String(root.dataset.theme === 'dark'));
  }
  root.dispatchEvent(new CustomEvent('themechange'));
}

apply();
dark.addEventListener('change', apply);
addEventListener('storage', (event) => event.key === KEY && apply());
addEventListener('DOMContentLoaded', apply);
addEventListener('click', (event) => {
  if (event.target.closest('[data-action="theme"]')) {
    localStorage.setItem(KEY, root.dataset.theme === 'dark' ? 'light' : 'dark');
    apply();
  }
});
