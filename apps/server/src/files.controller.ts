import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SERVED, type Served } from './served.ts';
import { whoAsks } from './who-asks.ts';

/** Download of documents and attachments, to whoever may read the record they belong to. */
@Controller('files')
export class FilesController {
  readonly #served: Served;

  constructor(@Inject(SERVED) served: Served) {
    this.#served = served;
  }

  @Get(':id')
  async download(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asking = { headers: request.headers, requestId: request.id, address: request.ip };
    const { actor, ...caller } = await whoAsks(asking, this.#served);
    if (!actor) return refuse(reply, 401, 'UNAUTHENTICATED', 'Sign in first.');
    const { now, zone, locale, requestId } = caller;
    const context = { actor, now, zone, locale, requestId, model: this.#served.api.model };
    const file = await this.#served.files.find(context, id);
    if (!file) return refuse(reply, 404, 'NOT_FOUND', 'There is no such file that you may read.');
    await reply
      .headers({
        'content-type': file.mediaType,
        'content-length': file.size,
        'content-disposition': disposition(file.name),
        'cache-control': 'private, no-cache',
        etag: `"${file.sha256}"`,
        'content-security-policy': "sandbox; default-src 'none'",
      })
      .send(Readable.from(this.#served.files.read(context, file)));
  }
}

/** Old clients read the plain name, others the exact one (RFC 6266). */
function disposition(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain || 'file'}"; filename*=UTF-8''${exact}`;
}

async function refuse(reply: FastifyReply, status: number, code: string, message: string): Promise<void> {
  await reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}
