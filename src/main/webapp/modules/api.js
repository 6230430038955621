/** An answer that is no success: RFC 9457 problem details, or that none came (`code` unreachable). */
export class Problem extends Error {
  constructor(code, message, retryAfter = null) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** The part of the HTTP API that a workspace acts through; knows nothing of elements. Every method throws {@link Problem}. */
export class Api {
  #root;
  #authorization;

  /** @param {string} base the application's context path, without a slash at its end @param {string} [authorization] header of somebody who has no cookie */
  constructor(base, authorization) {
    this.#root = `${base}/api`;
    this.#authorization = authorization;
  }

  me() {
    return this.#call('GET', '/me');
  }

  login(username, password) {
    return this.#call('POST', '/auth/login', { username, password });
  }

  /** A later login for the same browser. */
  refresh() {
    return this.#call('POST', '/auth/refresh');
  }

  sessions(project) {
    return this.#call('GET', `/sessions?project=${encodeURIComponent(project)}`);
  }

  open(project, draft) {
    return this.#call('POST', `/projects/${encodeURIComponent(project)}/sessions`, draft);
  }

  rename(id, name) {
    return this.#call('PATCH', `/sessions/${encodeURIComponent(id)}`, { name });
  }

  /** What it shows: cells as runs of one style, cursor, modes. @param {{lines: number, before?: number}} [history] lines above it @param {AbortSignal} [signal] */
  screen(id, { lines = 0, before } = {}, signal) {
    const query = before === undefined ? `history=${lines}` : `history=${lines}&before=${before}`;
    return this.#call('GET', `/sessions/${encodeURIComponent(id)}/screen?${query}`, undefined, signal);
  }

  /** Opens another in the place of one that is over. */
  restart(id, size) {
    return this.#call('POST', `/sessions/${encodeURIComponent(id)}/restart`, size);
  }

  /** Opens another under the last screen of a lost one. */
  restore(id) {
    return this.#call('POST', `/sessions/${encodeURIComponent(id)}/restore`);
  }

  /** Lets the time without viewers begin anew. */
  extend(id) {
    return this.#call('POST', `/sessions/${encodeURIComponent(id)}/extend`);
  }

  /** It stays without viewers, however long. */
  keep(id) {
    return this.#call('PUT', `/sessions/${encodeURIComponent(id)}/keep`);
  }

  /** It stays without viewers no longer than others. */
  release(id) {
    return this.#call('DELETE', `/sessions/${encodeURIComponent(id)}/keep`);
  }

  /** Ends what runs; takes what has ended off the list. */
  end(id) {
    return this.#call('DELETE', `/sessions/${encodeURIComponent(id)}`);
  }

  /** The links to a session that are good. */
  shares(id) {
    return this.#call('GET', `/sessions/${encodeURIComponent(id)}/shares`);
  }

  /** @param {{name: string, role: string, expiresInMinutes: number}} draft @returns the link, with its address this once */
  share(id, draft) {
    return this.#call('POST', `/sessions/${encodeURIComponent(id)}/shares`, draft);
  }

  /** Whoever came by it is sent off at once. */
  revoke(id, share) {
    return this.#call('DELETE', `/sessions/${encodeURIComponent(id)}/shares/${encodeURIComponent(share)}`);
  }

  /** What a share link opens. */
  invitation() {
    return this.#call('GET', '/guest');
  }

  async #call(method, path, body, signal) {
    const { answer, content } = await this.#ask(method, path, body, signal);
    if (answer.ok) {
      return content;
    }
    throw new Problem(content?.code ?? `http_${answer.status}`, content?.detail ?? content?.title ?? `The server answered ${answer.status}.`,
      Number(answer.headers.get('Retry-After')) || null);
  }

  /** An answer that breaks off is none. */
  async #ask(method, path, body, signal) {
    try {
      const answer = await fetch(this.#root + path, {
        method,
        headers: {
          Accept: 'application/json',
          ...(this.#authorization && { Authorization: this.#authorization }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: 'no-store',
        redirect: 'error',
        signal,
      });
      const isJson = /[/+]json\b/.test(answer.headers.get('Content-Type') ?? '');
      return { answer, content: isJson ? await answer.json() : null };
    } catch (error) {
      throw new Problem('unreachable', `The server does not answer. (${error.message})`);
    }
  }
}
