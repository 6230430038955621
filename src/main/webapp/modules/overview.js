import { palette } from './palette.js';
import { draw } from './picture.js';
import { detailOf, nameOf } from './sessions.js';

/**
 * All sessions at once, each with a picture of what it shows; knows nothing of connections. Costs one request for each session that did something since its
 * last picture, and nothing while it is not shown.
 */
export class Overview {
  #element;
  #template;
  #screenOf;
  #cards = new Map();
  #drawing = null;
  /** Whose picture is asked for just now. */
  #looked = null;

  /** @param {HTMLElement} element to hold the cards @param {HTMLTemplateElement} template of one @param {(id: string, signal: AbortSignal) => Promise<object>} screenOf gives a session's screen */
  constructor(element, template, screenOf) {
    this.#element = element;
    this.#template = template;
    this.#screenOf = screenOf;
    document.documentElement.addEventListener('themechange', () => this.#cards.forEach((card) => card.screen && paint(card)));
  }

  get shown() {
    return !this.#element.hidden;
  }

  set shown(shown) {
    this.#element.hidden = !shown;
  }

  /** Shows exactly these, in their order, and looks again at those that changed. @param {(id: string) => string} titleOf what this page knows better */
  async show(sessions, titleOf) {
    this.#arrange(sessions, titleOf);
    if (this.shown && this.#drawing === null) {
      this.#drawing = this.#look(sessions).finally(() => { this.#drawing = null; });
      await this.#drawing;
    }
  }

  /** It ends: nothing is asked about it any more. */
  remove(id) {
    this.#cards.get(id)?.element.remove();
    this.#cards.delete(id);
    if (this.#looked?.id === id) {
      this.#looked.asking.abort();
    }
  }

  #arrange(sessions, titleOf) {
    const before = this.#cards;
    this.#cards = new Map(sessions.map((session) => [session.id, before.get(session.id) ?? this.#card(session.id)]));
    for (const session of sessions) {
      label(this.#cards.get(session.id).element, session, titleOf(session.id));
    }
    const wanted = [...this.#cards.values()].map((card) => card.element);
    if (wanted.length !== this.#element.children.length || wanted.some((element, index) => element !== this.#element.children[index])) {
      this.#element.replaceChildren(...wanted);
    }
  }

  #card(id) {
    const element = this.#template.content.firstElementChild.cloneNode(true);
    element.dataset.id = id;
    return { element, canvas: element.querySelector('canvas'), version: null, screen: null };
  }

  /** One after the other: calm for the server, and soon enough for pictures. */
  async #look(sessions) {
    for (const session of sessions) {
      const card = this.#cards.get(session.id);
      const version = [session.lastActivityAt, session.state, session.cols, session.rows, session.title].join(' ');
      if (!this.shown || document.hidden) {
        return;
      }
      if (card && card.version !== version) {
        await this.#picture(card, session.id, version);
      }
    }
  }

  async #picture(card, id, version) {
    this.#looked = { id, asking: new AbortController() };
    try {
      card.screen = await this.#screenOf(id, this.#looked.asking.signal);
      card.version = version;
      paint(card);
    } catch (problem) {
      if (problem.name !== 'Problem') {
        throw problem;
      }
      // An ended session's screen is not kept for ever, which is final; a server or a keeper may be away, which is not. The last picture stays.
      card.version = problem.code === 'conflict' ? version : null;
    }
  }
}

function paint({ canvas, screen, element }) {
  draw(canvas, screen, palette());
  canvas.classList.toggle('from-below', screen.cursor.row > screen.rows / 2);
  element.classList.add('has-picture');
}

function label(element, session, title) {
  const name = nameOf(session, title);
  element.dataset.state = session.state;
  put(element, 'name', name);
  put(element, 'detail', detailOf(session));
}

function put(element, field, text) {
  const place = element.querySelector(`[data-field="${field}"]`);
  if (place.textContent !== text) {
    place.textContent = text;
  }
}
