/**
 * The bar that looks for text in what is before you: a terminal, or a history above it. Knows nothing of either but this:
 *
 *   place.find(term, back)   shows the next match upwards (back), or downwards; resolves to {index, count}, index -1 when there are more than it counts
 *   place.unfind()           nothing is looked for any more
 *   place.focus()
 */
export class Find {
  #bar;
  #term;
  #count;
  #attempt;
  #places = [];
  /** How often it was looked for something: only what the last look found is said. */
  #looks = 0;

  /** @param {HTMLFormElement} bar @param {(action: () => Promise<void>) => void} attempt runs what may fail at the server */
  constructor(bar, attempt) {
    this.#bar = bar;
    this.#attempt = attempt;
    this.#term = bar.elements.term;
    this.#count = bar.querySelector('[data-field="count"]');
    bar.addEventListener('submit', (event) => {
      event.preventDefault();
      this.again(event.submitter?.value !== 'on');
    });
    this.#term.addEventListener('input', () => this.again());
    bar.addEventListener('keydown', (event) => this.#pressed(event));
    bar.querySelector('[data-find="close"]').addEventListener('click', () => this.close());
  }

  get term() {
    return this.#term.value;
  }

  get isOpen() {
    return !this.#bar.hidden;
  }

  /** Looks there from now on. @param {string} [term] to look for at once */
  open(place, term = '') {
    if (this.#place !== place) {
      this.#place?.unfind();
      this.#places = [...this.#places.filter((one) => one !== place), place];
    }
    this.#bar.hidden = false;
    if (term && !term.includes('\n')) {
      this.#term.value = term;
    }
    this.#term.focus();
    this.#term.select();
    this.again();
  }

  /** That place is gone: what was before you before it is again. */
  leave(place) {
    place.unfind();
    this.#places = this.#places.filter((one) => one !== place);
    if (!this.#place) {
      this.#bar.hidden = true;
    } else if (this.isOpen) {
      this.again();
    }
  }

  close() {
    this.#bar.hidden = true;
    const place = this.#place;
    place?.unfind();
    this.#places = [];
    this.again();
    place?.focus();
  }

  /** The next match; without one before, the newest. @param {boolean} [back] towards what is older, which is up */
  again(back = true) {
    this.#looks += 1;
    if (!this.term || !this.#place) {
      this.#place?.unfind();
      this.#say('');
      return;
    }
    this.#attempt(() => this.#look(this.#place, this.term, back));
  }

  async #look(place, term, back) {
    const look = this.#looks;
    const { index, count } = await place.find(term, back);
    if (look === this.#looks) {
      this.#say(count === 0 ? 'Not found' : index < 0 ? `${count.toLocaleString('en')} found` : `${index + 1} of ${count.toLocaleString('en')}`);
    }
  }

  get #place() {
    return this.#places.at(-1);
  }

  #say(text) {
    this.#count.textContent = text;
    this.#bar.classList.toggle('finds-nothing', text === 'Not found');
  }

  #pressed(event) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === 'F3' || (event.key === 'Enter' && event.shiftKey)) {
      event.preventDefault();
      this.again(event.key === 'F3' && !event.shiftKey);
    }
  }
}

/** Whether a key asks for this bar: F3, Ctrl+F and Cmd+F, unless a full-screen program has the terminal and may want them itself; Ctrl+Shift+F always. */
export function asksToFind(event, programHasScreen) {
  if (event.type !== 'keydown' || event.altKey) {
    return false;
  }
  if (event.code === 'KeyF' && event.ctrlKey && event.shiftKey) {
    return true;
  }
  if (event.code === 'KeyF' && event.metaKey && !event.ctrlKey) {
    return true;
  }
  return !programHasScreen && ((event.code === 'KeyF' && event.ctrlKey && !event.metaKey) || (event.key === 'F3' && !event.ctrlKey && !event.metaKey));
}
