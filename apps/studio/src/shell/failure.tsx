import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** What went wrong on the way, and the way to try again. */
export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert color="red" title={error.message} m="md">
      {onRetry && (
        <Button size="xs" variant="light" color="red" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </Alert>
  );
}
