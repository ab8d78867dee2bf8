export { jsonSchema } from './check-shape.ts';
export type { AnyKind, ContentDocument, ContentFile, Kind, KindOf, Linking, YamlPath } from './kind.ts';
export { type Loaded, loadModel, type ShapeCache } from './load-model.ts';
export type { Model } from './model.ts';
export { overlaySources } from './overlay-sources.ts';
export { readContent, type Source } from './read-content.ts';
export { referenceIndex, referencePage } from './reference-page.ts';
export { remedy } from './say-issue.ts';
