import { Text } from '@mantine/core';
import { Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '../shell/model-context.tsx';
import { placesOf } from '../shell/places.ts';

/** Leads to the list that was open last, else to the first one of the navigation. */
export function HomePage() {
  const { t } = useTranslation();
  const places = placesOf(useModel().model);
  const last = localStorage.getItem('dealwright.last');
  const place = places.find((each) => each.name === last) ?? places[0];
  if (!place) return <Text c="dimmed">{t('none')}</Text>;
  return <Navigate to="/r/$entity" params={{ entity: place.name }} replace />;
}
