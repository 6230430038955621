import { copy } from './clipboard.js';

const UNITS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]];

/** How long that is good, in words. @param {string} expiresAt ISO 8601 @param {number} now Unix milliseconds */
export function expiryText(expiresAt, now) {
  const left = Date.parse(expiresAt) - now;
  const [unit, length] = UNITS.find(([, milliseconds]) => left >= milliseconds) ?? ['minute', 60_000];
  const count = Math.max(1, Math.round(left / length));
  return `for ${count} ${unit}${count === 1 ? '' : 's'} more`;
}

/** What a link lets its guests do, until when, and who came by it. @param {object} share of the API @param {number} now Unix milliseconds */
export function shareText({ role, expiresAt, lastUsedAt, here, maker }, now) {
  const may = role === 'operator' ? 'May watch and type' : 'May watch';
  const came = here > 0 ? `${here} here now` : lastUsedAt ? 'not here now' : 'not used yet';
  return `${may} ${expiryText(expiresAt, now)} · ${came} · made by ${maker}`;
}

/** The links to the session before you: those there are, a new one, an end to one; knows nothing of terminals. */
export class Sharing {
  #api;
  #dialog;
  #root;
  /** Whose links are shown, or about to be; null when they are closed. */
  #session = null;
  /** How often it was asked for them: only the last answer is shown. */
  #asked = 0;

  /** @param {import('./api.js').Api} api @param {HTMLDialogElement} dialog @param {URL} root the console's own address */
  constructor(api, dialog, root) {
    this.#api = api;
    this.#dialog = dialog;
    this.#root = root;
    dialog.addEventListener('click', (event) => this.#clicked(event));
    dialog.querySelector('form').addEventListener('submit', (event) => this.#submitted(event));
    dialog.addEventListener('close', () => this.#closed());
  }

  /** @param {string} id of the session @param {string} name of it, for people @param {() => boolean} isWanted whether it is, still, when its links are there */
  async open(id, name, isWanted) {
    this.#session = id;
    this.#field('name').textContent = name;
    if (await this.#list() && isWanted() && !this.#dialog.open) {
      this.#field('refusal').textContent = '';
      this.#dialog.showModal();
    }
  }

  #closed() {
    this.#session = null;
    this.#showMade(null);
  }

  async #submitted(event) {
    event.preventDefault();
    const form = event.target;
    const { name, role, expiresInMinutes } = Object.fromEntries(new FormData(form));
    await this.#attempt(() => this.#once(event.submitter, async (session) => {
      const made = await this.#api.share(session, { name, role, expiresInMinutes: Number(expiresInMinutes) });
      if (this.#session === session) {
        form.elements.name.value = '';
        this.#showMade(new URL(made.link, this.#root).href);
        await this.#list();
      }
    }));
  }

  async #clicked(event) {
    const button = event.target.closest('[data-share]');
    const actions = {
      close: () => this.#dialog.close(),
      copy: () => this.#copy(button),
      revoke: () => this.#revoke(button),
    };
    await this.#attempt(actions[button?.dataset.share] ?? (() => {}));
  }

  async #copy(button) {
    await copy(this.#field('link').textContent);
    button.textContent = 'Copied';
  }

  async #revoke(button) {
    await this.#once(button, async (session) => {
      await this.#api.revoke(session, button.closest('[data-id]').dataset.id);
      if (this.#session === session) {
        this.#showMade(null); // it may be the one
        await this.#list();
      }
    });
  }

  /** However often its button is clicked. @param {(session: string) => Promise<void>} doing is told whose links are shown: others may be when it is done, or none */
  async #once(button, doing) {
    button.disabled = true;
    try {
      await doing(this.#session);
    } finally {
      button.disabled = false;
    }
  }

  /** @returns {Promise<boolean>} whether they are shown: a later answer may be */
  async #list() {
    this.#asked += 1;
    const asked = this.#asked;
    const shares = await this.#api.shares(this.#session);
    if (asked !== this.#asked) {
      return false;
    }
    this.#field('links').replaceChildren(...shares.map((share) => row(share, Date.now())));
    return true;
  }

  /** @param {string | null} link that was made just now */
  #showMade(link) {
    this.#field('made').hidden = link === null;
    this.#field('link').textContent = link ?? '';
    this.#dialog.querySelector('[data-share="copy"]').textContent = 'Copy';
  }

  /** What fails is said here: the page behind cannot be seen. */
  async #attempt(action) {
    this.#field('refusal').textContent = '';
    try {
      await action();
    } catch (problem) {
      this.#field('refusal').textContent = problem.message;
      if (problem.name !== 'Problem') {
        throw problem;
      }
    }
  }

  #field(name) {
    return this.#dialog.querySelector(`[data-field="${name}"]`);
  }
}

function row(share, now) {
  const item = document.createElement('li');
  item.dataset.id = share.id;
  const name = document.createElement('b');
  name.textContent = share.name ?? 'A guest';
  const words = document.createElement('span');
  words.textContent = shareText(share, now);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button small';
  button.dataset.share = 'revoke';
  button.textContent = 'Revoke';
  button.setAttribute('aria-label', `Revoke the link of ${name.textContent}`);
  item.append(name, words, button);
  return item;
}
