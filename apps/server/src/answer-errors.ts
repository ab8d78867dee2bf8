import { RequestError } from '@dealwright/diagnostics';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** Fastify's own errors have `statusCode`, Nest's have `getStatus`. */
interface WithStatus {
  readonly statusCode?: number;
  getStatus?(): number;
}

/**
 * Errors before or beside the API, in its words: a body that is no JSON, one that is too large, a bug of ours. Addresses
 * that only the studio knows lead to its page.
 */
@Catch()
export class AnswerErrors implements ExceptionFilter {
  readonly #log: Logger;
  readonly #page: string | undefined;

  /** @param page the file that shows the studio */
  constructor(log: Logger, page: string | undefined) {
    this.#log = log;
    this.#page = page;
  }

  async catch(error: Error & WithStatus, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    const status = error instanceof RequestError ? 400 : (error.statusCode ?? error.getStatus?.() ?? 500);
    const wantsPage = request.method === 'GET' && String(request.headers.accept ?? '').includes('text/html');
    if (status === 404 && wantsPage && this.#page !== undefined) {
      await reply.sendFile(this.#page);
      return;
    }
    if (status >= 500) this.#log.error({ err: error, requestId: request.id }, 'A request broke.');
    await reply.code(status).send({ errors: [status >= 500 ? internal(request.id) : refused(error, status)] });
  }
}

function internal(requestId: string) {
  return {
    message: 'Something went wrong inside. It has been noted under this request id.',
    extensions: { code: 'INTERNAL', requestId },
  };
}

function refused(error: Error, status: number) {
  const byStatus = status === 413 ? 'TOO_COMPLEX' : status === 404 ? 'NOT_FOUND' : 'BAD_USER_INPUT';
  const ours = error instanceof RequestError ? { code: error.code, hint: error.hint } : { code: byStatus };
  return { message: error.message, extensions: ours };
}
