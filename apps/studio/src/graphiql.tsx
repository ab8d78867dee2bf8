import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { token } from './api/request.ts';
import 'graphiql/setup-workers/vite';

const bearer = token.get();
const fetcher = createGraphiQLFetcher({
  url: '/graphql',
  ...(bearer ? { headers: { authorization: `Bearer ${bearer}` } } : {}),
});

const root = document.getElementById('root');
if (root) createRoot(root).render(<GraphiQL fetcher={fetcher} />);
