import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

/** PostGraphile 5 as its manual sets it up, over the same tables, as their owner: without row-level security. */
const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({ connectionString: process.env.DATABASE_URL ?? '', schemas: ['public'], poolConfig: { max: 16 } }),
  ],
  grafserv: { graphiql: false },
  grafast: { explain: false },
};
const server = createServer();
const serving = postgraphile(preset).createServ(grafserv);
await serving.addTo(server);
server.listen(0, '127.0.0.1', () =>
  console.log(`ready on http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`),
);
process.on('SIGTERM', () => process.exit(0));
