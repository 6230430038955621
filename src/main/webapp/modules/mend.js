/** Kinds of lines that were mended: all terminals of a page share theirs. */
const mendedLines = new WeakSet();

/**
 * Mends what xterm.js 6.0.0 gets wrong in a terminal that changes its size; knows nothing of what is written.
 *
 * It keeps what does not show: cells, tab stops and a saved cursor beyond the edge, rows for a history that the alternate buffer must not have. They show
 * up again at the next size, in a terminal that was there and not in one that got a snapshot. And it gives clusters and combining marks to cells that
 * are not theirs. No option of it helps, so this reaches into it. The oracle of the tests is mended with this very module.
 *
 * It also loses a character whose second byte is 0x80 when a write ends behind that byte (xterm.js issue 6003): a SNAPSHOT may end there. And who had scrolled
 * up stays at the top behind ED 3.
 *
 * @returns {boolean} whether it looks as expected; else nothing was changed
 */
export function mend(terminal) {
  const buffers = terminal._core?.buffers;
  const line = Object.getPrototypeOf(buffers?.normal?.lines?.get(0) ?? {});
  const decoder = terminal._core?._inputHandler?._utf8Decoder;
  if (typeof buffers?.resize !== 'function' || typeof line.copyCellsFrom !== 'function' || typeof decoder?.decode !== 'function') {
    return false;
  }
  mendCopying(line);
  mendDecoder(decoder);
  mendErasing(terminal);
  const resize = buffers.resize;
  let edge = terminal.cols;
  buffers.resize = (columns, rows) => {
    for (const buffer of [buffers.normal, buffers.alt]) {
      forgetBeyond(buffer, edge);
    }
    const column = buffers.active.x;
    resize.call(buffers, columns, rows);
    edge = columns;
    for (const buffer of [buffers.normal, buffers.alt]) {
      forgetBeyond(buffer, columns);
      cutLines(buffer.lines, columns, buffer.getNullCell());
    }
    endAt(buffers.alt, rows);
    if (buffers.active.x !== column) {
      // what comes next cannot join the character before the cursor: that is another one now
      terminal._core._inputHandler._parser.precedingJoinState = 0;
    }
  };
  return true;
}

/** Tab stops and a saved cursor right of the edge; both come from a cursor behind the last column, too. */
function forgetBeyond(buffer, columns) {
  for (const column of Object.keys(buffer.tabs)) {
    if (column >= columns) {
      delete buffer.tabs[column];
    }
  }
  buffer.savedX = Math.min(buffer.savedX, columns - 1);
}

/** The alternate buffer keeps its cells beyond the edge, and the cursor's line half a wide character in the last column. */
function cutLines(lines, columns, blank) {
  for (let at = 0; at < lines.length; at++) {
    const line = lines.get(at);
    line.resize(columns, blank);
    if (line.getWidth(columns - 1) === 2) {
      line.setCell(columns - 1, blank);
    }
  }
}

/** While it is not shown, the alternate buffer does not learn that it has fewer rows. */
function endAt(alternate, rows) {
  if (alternate.lines.length === 0) {
    alternate.lines.maxLength = rows;
  }
  alternate.savedY = Math.min(alternate.savedY, rows - 1);
}

/** Copying some cells of a line copied all clusters right of them, and those over others that were yet to be copied. */
function mendCopying(line) {
  if (mendedLines.has(line)) {
    return;
  }
  mendedLines.add(line);
  const copyCellsFrom = line.copyCellsFrom;
  line.copyCellsFrom = function (source, from, to, length, reversed) {
    const clusters = Object.entries(source._combined).filter(([column]) => column >= from && column < from + length);
    const cells = { _data: source._data, _extendedAttrs: source._extendedAttrs, _combined: Object.fromEntries(clusters) };
    copyCellsFrom.call(this, cells, from, to, length, reversed);
  };
}

/**
 * Behind ED 3 nothing is left above, so nobody is scrolled up any more: xterm.js 6.0.0 went on to show the top of whatever came (issue 6046, mended behind that release).
 */
function mendErasing(terminal) {
  terminal.parser.registerCsiHandler({ final: 'J' }, ([what]) => {
    if (what === 3 && terminal.buffer.active.type === 'normal') {
      terminal._core._bufferService.isUserScrolling = false;
    }
    return false;
  });
}

/** The beginning of a character waits here for the rest: the decoder takes a byte of 0x80 that it kept for none. */
function mendDecoder(decoder) {
  const decode = decoder.decode;
  let kept = new Uint8Array(0);
  decoder.decode = (bytes, codePoints) => {
    const all = kept.length > 0 ? joined(kept, bytes) : bytes;
    const whole = all.length - incompleteBytes(all);
    kept = all.slice(whole);
    return decode.call(decoder, all.subarray(0, whole), codePoints);
  };
}

function joined(first, second) {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** How many bytes at the end begin a character of UTF-8 (RFC 3629) whose rest is missing: 0 to 3. */
function incompleteBytes(bytes) {
  for (let back = 1; back < 4 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) !== 0x80) {
      return characterBytes(byte) > back ? back : 0;
    }
  }
  return 0;
}

function characterBytes(lead) {
  if ((lead & 0xe0) === 0xc0) {
    return 2;
  }
  if ((lead & 0xf0) === 0xe0) {
    return 3;
  }
  return (lead & 0xf8) === 0xf0 ? 4 : 1;
}
