export { announceTestServer as default } from './test-server.ts';
