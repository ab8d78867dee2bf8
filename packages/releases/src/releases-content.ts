/** The folder with the entity Release; loaded with the application's content. */
export const releasesContent = new URL('../content/', import.meta.url);
