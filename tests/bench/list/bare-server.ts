import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/** The same answer as plainly as one would write it for this one question: `http`, `pg`, one join. No GraphQL, no access. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const SQL = `select o.id, o.number, o.subject, o.status, o.amount, to_char(o.due, 'YYYY-MM-DD') as due, c.id as customer_id, c.name, c.segment
  from "order" o left join customer c on c.id = o.customer where o.status = $1 order by o.amount desc, o.id limit 50`;

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', async () => {
    const { variables } = JSON.parse(Buffer.concat(pieces).toString('utf8'));
    const { rows } = await pool.query({ name: 'orders', text: SQL, values: [variables.status] });
    const nodes = rows.map(({ customer_id, name, segment, ...order }) => ({
      ...order,
      customer: customer_id && { id: customer_id, name, segment },
    }));
    const body = JSON.stringify({ data: { orders: { nodes } } });
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`ready on http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('SIGTERM', () => process.exit(0));
