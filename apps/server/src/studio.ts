import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/**
 * Serves the studio's build at `/` and the explorer at `/graphiql`. Gives back the page that shows the studio, or undefined
 * when it is not built.
 */
export async function serveStudio(app: FastifyInstance, folder: string): Promise<string | undefined> {
  if (!existsSync(join(folder, 'index.html'))) return undefined;
  await app.register(fastifyStatic, { root: folder, wildcard: false, cacheControl: false, setHeaders: cacheByName });
  app.get('/graphiql', (_request, reply) => reply.sendFile('graphiql.html'));
  return 'index.html';
}

/** Names in `assets` hold the hash of what is in them. */
function cacheByName(reply: FastifyReply, path: string): void {
  const isForever = /[\\/]assets[\\/]/.test(path);
  reply.header('cache-control', isForever ? 'public, max-age=31536000, immutable' : 'no-cache');
}
