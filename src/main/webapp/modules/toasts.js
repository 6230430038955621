import { clock } from './clock.js';

/** Milliseconds that a toast stays. */
const STAYS = 8000;
/** Toasts at once; an older one gives way. */
const MOST = 3;

/** What sessions say aloud: a toast in the page, and the system's own notification where the person allowed it and cannot see the page. Programs' words are text. */
export class Toasts {
  #element;
  #template;
  #show;

  /** @param {HTMLElement} element holds them @param {HTMLTemplateElement} template of one @param {(id: string) => void} show a session */
  constructor(element, template, show) {
    this.#element = element;
    this.#template = template;
    this.#show = show;
  }

  /** @param {string} id of the session @param {string} name of it */
  say(id, name, { title, body }) {
    const heading = title ? `${name}: ${title}` : name;
    this.#toast(id, heading, body);
    if (document.hidden && globalThis.Notification?.permission === 'granted') {
      const notification = new Notification(heading, { body, tag: id });
      notification.onclick = () => {
        window.focus();
        notification.close();
        this.#show(id);
      };
    }
  }

  /** Somebody looks at that session: its words were heard. */
  seen(id) {
    for (const toast of [...this.#element.children]) {
      if (toast.dataset.id === id) {
        toast.remove();
      }
    }
  }

  #toast(id, heading, body) {
    const toast = this.#template.content.firstElementChild.cloneNode(true);
    toast.dataset.id = id;
    const away = () => toast.remove();
    toast.querySelector('[data-field="heading"]').textContent = heading;
    toast.querySelector('[data-field="body"]').textContent = body;
    toast.querySelector('[data-does="show"]').addEventListener('click', () => {
      away();
      this.#show(id);
    });
    toast.querySelector('[data-does="dismiss"]').addEventListener('click', away);
    this.#offerNotifications(toast.querySelector('[data-does="allow"]'));
    this.#element.append(toast);
    while (this.#element.children.length > MOST) {
      this.#element.firstElementChild.remove();
    }
    clock.after(STAYS, away);
  }

  /** Asked only behind somebody's click, as browsers want it, and only while they have not answered. */
  #offerNotifications(button) {
    button.hidden = globalThis.Notification?.permission !== 'default' || !globalThis.isSecureContext;
    button.addEventListener('click', async () => {
      await Notification.requestPermission();
      button.hidden = true;
    });
  }
}
