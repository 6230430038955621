/**
 * Who is at a session, and what this page is among them; knows nothing of elements.
 *
 * The one that typed last drives: the terminal fills its window. An operator drives as soon as it types; an observer only watches.
 */
export class Audience {
  #number = null;
  /** Until somebody says otherwise: a page asks for a session of its window's size. */
  #role = 'driver';
  #viewers = [];

  /** @param {{number: number, role: string}} hello of this page's attachment */
  greeted({ number, role }) {
    this.#number = number ?? null;
    this.#role = role;
    this.#viewers = [];
  }

  /** @param {{viewers: {number: number, name: string | null, role: string, visible: boolean}[]}} event */
  told({ viewers }) {
    this.#viewers = viewers ?? [];
    this.#role = this.#viewers.find((one) => one.number === this.#number)?.role ?? this.#role;
  }

  /** This page's: `driver`, `operator` or `observer`. */
  get role() {
    return this.#role;
  }

  get drives() {
    return this.#role === 'driver';
  }

  get mayType() {
    return this.#role !== 'observer';
  }

  /** All of them, this page as well, in the order they came: {name, role, visible, self, own}; `own` is another window of the same person. */
  get all() {
    const me = this.#viewers.find((one) => one.number === this.#number);
    return this.#viewers.map((one) => {
      const self = one === me;
      return { ...one, name: nameOf(one), self, own: !self && isUser(one) && one.name === me?.name };
    });
  }

  get others() {
    return this.all.filter((one) => !one.self);
  }

  /** Who drives, or null. */
  get driver() {
    return this.all.find((one) => one.role === 'driver') ?? null;
  }
}

function nameOf({ name, number }) {
  return name || `Viewer ${number}`;
}

/** A guest's name has a space: two of one name may be two people. */
function isUser({ name }) {
  return Boolean(name) && !name.includes(' ');
}

/** Who types and who watches, in plain words; empty for somebody who is alone and may type. @param {Audience} audience */
export function audienceText(audience) {
  const others = audience.others;
  if (audience.drives) {
    return others.length === 0 ? '' : `You type, ${watching(others)}`;
  }
  const { driver } = audience;
  if (driver) {
    return `${driver.own ? 'Your other window' : driver.name} types, you watch`;
  }
  return others.length === 0 ? 'You watch' : 'Nobody types, you watch';
}

function watching(others) {
  if (others.length > 1) {
    return `${others.length} watch`;
  }
  const [{ own, name, visible }] = others;
  return `${own ? 'your other window' : name} ${visible ? 'watches' : 'is in the background'}`;
}
