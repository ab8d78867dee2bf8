import type { Model, ModelEntity } from '../api/model.ts';

/** What people go to: parts are seen on their whole, and the platform's own things elsewhere. */
export function placesOf({ entities }: Model): readonly ModelEntity[] {
  return entities.filter((entity) => entity.can.read && !entity.platform && entity.parent === null);
}
