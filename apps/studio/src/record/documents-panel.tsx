import { Button, Group, Loader, Modal, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconFileText } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type GeneratedDocument, generateDocument, requiredData } from '../api/documents.ts';
import type { ModelEntity } from '../api/model.ts';
import { fetchFile } from '../api/request.ts';
import { ProblemList } from './problem-list.tsx';

/** pdf.js is large: it comes when the first document is made. */
const PdfPreview = lazy(() => import('./pdf-preview.tsx'));

interface Preview {
  readonly made: GeneratedDocument;
  readonly name: string;
  /** Of the file in this page, for the download; revoked when the preview is closed. */
  readonly address: string;
  readonly bytes: Uint8Array;
}

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
  const [preview, show] = useState<Preview>();
  const missing = useQuery({
    queryKey: ['required', document.name, id],
    queryFn: () => requiredData(document.name, id),
  });
  const generate = useMutation({
    mutationFn: () => generateDocument(document.name, id, locale),
    onSuccess: async (made) => {
      if (!made.url) return;
      const { name, blob } = await fetchFile(made.url);
      show({ made, name, address: URL.createObjectURL(blob), bytes: new Uint8Array(await blob.arrayBuffer()) });
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
            <Suspense fallback={<Loader />}>
              <PdfPreview bytes={preview.bytes} />
            </Suspense>
            <Button
              component="a"
              href={preview.address}
              download={preview.name}
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
