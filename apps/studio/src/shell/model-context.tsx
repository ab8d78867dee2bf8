import { createContext, useContext } from 'react';
import type { Me, Model, ModelEntity } from '../api/model.ts';

interface Known {
  readonly model: Model;
  readonly me: Me;
}

const Context = createContext<Known | undefined>(undefined);
export const ModelProvider = Context.Provider;

/** The Model and the person; only below the shell, which has loaded both. */
export function useModel(): Known {
  const known = useContext(Context);
  if (!known) throw new Error('useModel is used outside the shell.');
  return known;
}

/** The entity of that name in the Model; undefined for an address that names none. */
export function useEntity(name: string): ModelEntity | undefined {
  return useModel().model.entities.find((each) => each.name === name);
}
