import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Two pages: the studio at `/`, and the API explorer at `/graphiql`. `vite` alone serves them against a running server. */
export default defineConfig({
  plugins: [react()],
  build: {
    rolldownOptions: {
      onLog: (level, log, next) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && next(level, log),
      input: {
        studio: resolve(import.meta.dirname, 'index.html'),
        graphiql: resolve(import.meta.dirname, 'graphiql.html'),
      },
    },
    chunkSizeWarningLimit: 5000,
  },
  server: { proxy: { '/graphql': { target: 'http://localhost:4000', ws: true }, '/files': 'http://localhost:4000' } },
});
