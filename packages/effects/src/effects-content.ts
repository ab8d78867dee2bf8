/** The folder with Notification; loaded with the application's content. */
export const effectsContent = new URL('../content/', import.meta.url);
