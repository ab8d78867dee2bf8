import { fileURLToPath } from 'node:url';
import { loadContent } from '@dealwright/platform';
import { openStorage } from '@dealwright/storage';
import { startPortsNode } from './ports-node.ts';

/** A node that kills itself when it comes to a point: `node crashing-node.ts URL POINT`. */
const [url = '', point = ''] = process.argv.slice(2);
const { model } = await loadContent([fileURLToPath(new URL('./content/', import.meta.url))]);
if (!model) throw new Error('The content cannot be loaded.');
const storage = await openStorage({ database: { is: 'postgres', url } });
await startPortsNode(storage, model, (reached) => {
  if (reached === point) process.kill(process.pid, 'SIGKILL');
});
