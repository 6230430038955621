const KEY = 'longshell.viewer';

/** This tab's viewer id: random, and kept over reloads, so that a session knows how much of this tab's typing it has. */
export function viewerId(storage = sessionStorage) {
  const known = storage.getItem(KEY);
  if (known) {
    return known;
  }
  // randomUUID exists in secure contexts only, and a console on a plain http address is none.
  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  storage.setItem(KEY, id);
  return id;
}
