import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './studio.css';
import { createTheme, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RequestFailed } from './api/request.ts';
import { router } from './shell/router.tsx';
import { startTexts } from './text/texts.ts';

const theme = createTheme({
  primaryColor: 'deal',
  primaryShade: 7,
  colors: {
    deal: [
      '#e8f6fb',
      '#d3eaf3',
      '#a3d5e6',
      '#70bfd9',
      '#49adcf',
      '#30a2c9',
      '#1f9cc7',
      '#0b4f6c',
      '#083f57',
      '#052f42',
    ],
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
});

/** What was refused stays refused: only what failed on the way is tried again. */
const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (count, error) => !(error instanceof RequestFailed) && count < 2, staleTime: 5_000 },
  },
});

await startTexts();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme}>
        <Notifications position="top-right" />
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
