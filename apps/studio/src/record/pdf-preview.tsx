import { Loader, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../shell/failure.tsx';

GlobalWorkerOptions.workerSrc = workerUrl;

type Pdf = Awaited<ReturnType<typeof getDocument>['promise']>;

/** The pages of a PDF, one below the other. Drawn here, because browsers of telephones show no PDF inside a page. */
export default function PdfPreview({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useTranslation();
  // pdf.js hands the bytes over to its worker: it gets a copy.
  const opened = useQuery({
    queryKey: ['pdf', bytes],
    queryFn: () => getDocument({ data: bytes.slice() }).promise,
    gcTime: 0,
  });
  if (opened.isError) return <Failure error={opened.error} />;
  if (!opened.data) return <Loader />;
  return (
    <Stack className="preview" aria-label={t('preview')} role="document">
      {Array.from({ length: opened.data.numPages }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page has no other name than its number
        <PdfPage key={index} pdf={opened.data} number={index + 1} />
      ))}
    </Stack>
  );
}

function PdfPage({ pdf, number }: { readonly pdf: Pdf; readonly number: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let drawing: { cancel(): void } | undefined;
    let gone = false;
    void pdf.getPage(number).then((page) => {
      const target = canvas.current;
      if (!target || gone) return;
      const natural = page.getViewport({ scale: 1 });
      const scale = (target.clientWidth / natural.width) * window.devicePixelRatio;
      const viewport = page.getViewport({ scale });
      target.width = viewport.width;
      target.height = viewport.height;
      const task = page.render({ canvas: target, viewport });
      drawing = task;
      task.promise.catch((error: Error) => {
        if (error.name !== 'RenderingCancelledException') throw error;
      });
    });
    return () => {
      gone = true;
      drawing?.cancel();
    };
  }, [pdf, number]);
  return <canvas ref={canvas} style={{ width: '100%', aspectRatio: '210 / 297', background: 'white' }} />;
}
