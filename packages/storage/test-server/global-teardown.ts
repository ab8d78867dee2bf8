import { removeTestServer } from './test-server.ts';

export default (): Promise<void> => removeTestServer();
