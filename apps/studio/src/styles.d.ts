/** Styles are imported for what they do; Vite bundles them. */
declare module '*.css';
declare module 'graphiql/style.css';
declare module '@mantine/core/styles.css';
declare module '@mantine/notifications/styles.css';

/** The address under which Vite serves a file. */
declare module '*?url' {
  const address: string;
  export default address;
}
