/** Milliseconds that a finger may rest before it leaves and still have thrown what it drew. */
const REST = 60;
/** Milliseconds in which what was thrown loses two thirds of its speed. */
const SLOWING = 325;
/** Pixels a millisecond: slower is still. */
const STILL = 0.05;
/** Milliseconds between two steps of what was thrown. */
const STEP = 16;

/** A finger on an element, and how far it draws or throws what lies below; knows nothing of what that is. xterm.js 6.0.0 has no scrolling by touch. */
export class Finger {
  #onDrawn;
  #clock;
  #place = null;
  #at = 0;
  #speed = 0;
  #stop = () => {};

  /**
   * @param {HTMLElement} element
   * @param {(pixels: number, place: {clientX: number, clientY: number}, thrown: boolean) => void} onDrawn positive: downwards, towards what is older
   * @param {{now: () => number, after: (milliseconds: number, action: () => void) => (() => void)}} clock
   */
  constructor(element, onDrawn, clock) {
    this.#onDrawn = onDrawn;
    this.#clock = clock;
    const listen = (type, listener) => element.addEventListener(type, listener, { passive: true });
    listen('touchstart', (event) => this.#rest(event));
    listen('touchmove', (event) => this.#move(event));
    listen('touchend', (event) => this.#leave(event));
    listen('touchcancel', (event) => this.#rest(event));
  }

  /** One finger: of two, none draws. */
  #take({ touches }) {
    this.#place = touches.length === 1 ? touches[0] : null;
    this.#at = this.#clock.now();
  }

  #rest(event) {
    this.#stop();
    this.#speed = 0;
    this.#take(event);
  }

  #move(event) {
    const { clientY } = this.#place ?? {};
    const before = this.#at;
    this.#take(event);
    if (clientY !== undefined && this.#place !== null) {
      const pixels = this.#place.clientY - clientY;
      this.#speed = pixels / Math.max(1, this.#at - before);
      this.#onDrawn(pixels, this.#place, false);
    }
  }

  #leave(event) {
    const place = this.#place;
    const speed = this.#clock.now() - this.#at < REST ? this.#speed : 0;
    this.#rest(event);
    if (place !== null && this.#place === null) {
      this.#throw(place, speed);
    }
  }

  #throw(place, speed) {
    if (Math.abs(speed) < STILL) {
      return;
    }
    this.#stop = this.#clock.after(STEP, () => {
      this.#onDrawn(speed * STEP, place, true);
      this.#throw(place, speed * Math.exp(-STEP / SLOWING));
    });
  }
}
