import { audienceText } from './audience.js';

/** What a viewer is, in a word. */
const ROLES = { driver: 'types', operator: 'watches, may type', observer: 'watches' };

/** Who is at the session before you: a word in the bar, and a panel that tells more; knows nothing of sockets. */
export class People {
  #chip;
  #panel;
  #list;
  #take;
  #drawn = '';

  /** @param {Document} page */
  constructor(page) {
    this.#chip = page.getElementById('audience');
    this.#panel = page.getElementById('people');
    this.#list = this.#panel.querySelector('[data-field="viewers"]');
    this.#take = this.#panel.querySelector('[data-action="take"]');
    page.addEventListener('keydown', (event) => event.key === 'Escape' && this.open && this.toggle(false));
  }

  get open() {
    return !this.#panel.hidden;
  }

  toggle(open = !this.open) {
    this.#panel.hidden = !open;
    this.#chip.setAttribute('aria-expanded', String(open));
  }

  /** @param {import('./pane.js').Pane | null} pane */
  show(pane) {
    const attached = pane !== null && pane.exit === null && pane.state.name === 'connected';
    this.#chip.hidden = !attached;
    if (!attached) {
      this.toggle(false);
      return;
    }
    this.#draw(pane.audience);
  }

  #draw(audience) {
    const text = audienceText(audience);
    const drawn = JSON.stringify([text, audience.all]);
    if (drawn === this.#drawn) {
      return;
    }
    this.#drawn = drawn;
    this.#chip.dataset.role = audience.role;
    this.#chip.classList.toggle('alone', text === '');
    this.#chip.querySelector('[data-field="text"]').textContent = text;
    this.#chip.querySelector('[data-field="count"]').textContent = String(audience.all.length);
    this.#take.hidden = audience.drives || !audience.mayType;
    this.#list.replaceChildren(...audience.all.map(row));
  }
}

function row({ name, role, visible, self, own }) {
  const item = document.createElement('li');
  item.dataset.role = role;
  item.classList.toggle('away', !visible);
  const who = document.createElement('b');
  who.textContent = `${name}${self ? ' (you)' : ''}${own ? ' (your other window)' : ''}`;
  const what = document.createElement('span');
  what.textContent = visible || role === 'driver' ? ROLES[role] : `in the background${role === 'operator' ? ', may type' : ''}`;
  item.append(who, what);
  return item;
}
