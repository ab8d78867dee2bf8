export type { AnyKind, ContentDocument, ContentFile, Kind, KindOf, Linking, YamlPath } from './kind.ts';
export type { Model } from './model.ts';
