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

  /** All of them, this page as well, in the order they came: {name, role, visible, self}. */
  get all() {
    return this.#viewers.map((one) => ({ ...one, name: nameOf(one), self: one.number === this.#number }));
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

/** What a person in front of a session should know of the others; empty when nobody else is there. @param {Audience} audience */
export function audienceText(audience) {
  const others = audience.others;
  if (others.length === 0) {
    return audience.mayType ? '' : 'You watch';
  }
  if (audience.drives) {
    return others.length === 1 ? `${others[0].name} is here` : `${others.length} others are here`;
  }
  const driver = audience.driver;
  return driver ? `${driver.name} types` : 'Nobody types';
}
