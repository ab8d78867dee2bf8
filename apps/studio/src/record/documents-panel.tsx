import { Anchor, Button, Group, Modal, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconFileText } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type GeneratedDocument, generateDocument, requiredData } from '../api/documents.ts';
import type { ModelEntity } from '../api/model.ts';
import { fileAddress } from '../api/request.ts';
import { ProblemList } from './problem-list.tsx';

/** The documents that can be made of this record. */
export function DocumentsPanel({
  documents,
  id,
}: {
  readonly documents: ModelEntity['documents'];
  readonly id: string;
}) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="md">
      <Title order={5} mb="sm">
        {t('documents')}
      </Title>
      <Stack>
        {documents.map((document) => (
          <OneDocument key={document.name} document={document} id={id} />
        ))}
      </Stack>
    </Paper>
  );
}

function OneDocument({ document, id }: { readonly document: ModelEntity['documents'][number]; readonly id: string }) {
  const { t, i18n } = useTranslation();
  const [locale, setLocale] = useState(
    document.locales.includes(i18n.language) ? i18n.language : (document.locales[0] ?? 'en'),
  );
  const [preview, show] = useState<{ address: string; made: GeneratedDocument }>();
  const missing = useQuery({
    queryKey: ['required', document.name, id],
    queryFn: () => requiredData(document.name, id),
  });
  const generate = useMutation({
    mutationFn: () => generateDocument(document.name, id, locale),
    onSuccess: async (made) => {
      if (made.url) show({ address: await fileAddress(made.url), made });
    },
  });
  const close = () => {
    if (preview) URL.revokeObjectURL(preview.address);
    show(undefined);
  };
  const lacks = missing.data ?? [];
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <IconFileText size={18} />
        <Text fw={600} size="sm">
          {document.label}
        </Text>
      </Group>
      {lacks.length > 0 && (
        <>
          <Text size="sm">{t('missing')}</Text>
          <ProblemList problems={lacks} color="orange" />
        </>
      )}
      {missing.data && lacks.length === 0 && (
        <Text size="sm" c="teal">
          {t('ready')}
        </Text>
      )}
      <Group>
        <SegmentedControl
          size="xs"
          aria-label={t('language')}
          value={locale}
          onChange={setLocale}
          data={document.locales.map((each) => ({ value: each, label: each.toUpperCase() }))}
        />
        <Button size="xs" disabled={lacks.length > 0} loading={generate.isPending} onClick={() => generate.mutate()}>
          {t('generate')}
        </Button>
      </Group>
      <ProblemList problems={generate.data?.problems ?? []} />
      {generate.isError && (
        <Text c="red" size="sm">
          {generate.error.message}
        </Text>
      )}
      <Modal
        opened={preview !== undefined}
        onClose={close}
        size="xl"
        title={`${document.label} · ${t('pages', { count: preview?.made.pages ?? 0 })}`}
      >
        {preview && (
          <Stack>
            <object className="preview" data={preview.address} type="application/pdf" aria-label={t('preview')}>
              <Anchor href={preview.address} target="_blank">
                {t('preview')}
              </Anchor>
            </object>
            <Button
              component="a"
              href={preview.address}
              download={preview.made.fileName ?? `${document.name}.pdf`}
              leftSection={<IconDownload size={16} />}
            >
              {t('download')}
            </Button>
          </Stack>
        )}
      </Modal>
    </Stack>
  );
}
