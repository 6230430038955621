import { keyOfBar, keySequence } from './keys.js';

/** The keys that a phone's keyboard lacks; knows nothing of sessions. Ctrl and Alt hold for the next key. */
export class KeyBar {
  #held = { ctrl: false, alt: false };
  #element;

  /** @param {HTMLElement} element with buttons that name a `data-key` @param {() => import('./pane.js').Pane | null} present */
  constructor(element, present) {
    this.#element = element;
    // Not at `click`: a button that takes the focus folds the phone's keyboard away.
    element.addEventListener('pointerdown', (event) => event.preventDefault());
    element.addEventListener('click', (event) => {
      const key = event.target.closest('[data-key]')?.dataset.key;
      const pane = present();
      if (key && pane) {
        this.#press(key, pane);
      }
    });
  }

  /** What is held; it is released. */
  take() {
    const held = this.#held;
    if (held.ctrl || held.alt) {
      this.#hold({ ctrl: false, alt: false });
    }
    return held;
  }

  #press(key, pane) {
    if (key === 'ctrl' || key === 'alt') {
      this.#hold({ ...this.#held, [key]: !this.#held[key] });
      pane.focus();
      return;
    }
    const held = this.take();
    pane.press(pane.dataOfKey(keyOfBar(key, held)) ?? keySequence(key, { ...held, application: pane.applicationCursor }));
  }

  #hold(held) {
    this.#held = held;
    for (const key of ['ctrl', 'alt']) {
      this.#element.querySelector(`[data-key="${key}"]`).setAttribute('aria-pressed', String(held[key]));
    }
  }
}
