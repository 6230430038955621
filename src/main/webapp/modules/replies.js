/**
 * What xterm.js 6 sends by itself, without anybody typing: answers to device attributes (DA, CSI c), device status and cursor position (DSR, CSI n and R),
 * mode requests (DECRQM, CSI $ y), window reports (CSI t), focus (CSI I and O), colour queries (OSC 4, 10, 11, 12), settings (DECRQSS, DCS $ r) and
 * the version (XTVERSION, DCS > |). Sources: xterm's ctlseqs and ECMA-48, section 8.3.
 */
const REPLY = /^(?:\x1b\[[?>]?[\d;]*[cnR]|\x1b\[\??[\d;]*\$y|\x1b\[[\d;]+t|\x1b\[[IO]|\x1b\](?:4|10|11|12);[^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\)+$/;

/**
 * Whether data that a terminal emitted has the form of an answer to a program's query.
 *
 * Until the keeper's screen model answers queries, each page's xterm.js does, but not for bytes that are replayed: the program that asked has long had its
 * answer, and a late one would arrive at a shell as typed garbage. Keys pressed meanwhile pass, except those few whose sequence looks the same
 * (F3 with a modifier is a cursor report), during the milliseconds of a replay. Two limits stay until the screen model: a program that asked while
 * nobody watched gets no answer, and with two pages on one session each answers.
 */
export function isReply(data) {
  return REPLY.test(data);
}
