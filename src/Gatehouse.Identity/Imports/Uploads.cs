namespace Gatehouse.Identity;

/// <summary>How the arrival of a file ended.</summary>
public enum UploadResult
{
    /// <summary>It is kept, in place of an earlier one.</summary>
    Kept,

    /// <summary>It is longer than it may be; nothing of it is kept.</summary>
    TooLarge,

    /// <summary>There is no such import, or it takes no file any more; nothing of it is kept.</summary>
    NotWanted,
}

/// <summary>Takes in the files of imports, chunk by chunk: never more than one chunk of a file is in memory.</summary>
public sealed class Uploads(IImports jobs, IImportFiles files, IRandom random, TimeProvider clock)
{
    /// <summary>Every chunk but the last has so many bytes.</summary>
    public const int ChunkSize = 256 * 1024;

    /// <summary>Keeps what a stream holds as the file of an import: all of it, or nothing.</summary>
    public async ValueTask<UploadResult> Receive(string poolId, string jobId, Stream body, long limit, CancellationToken ct)
    {
        if (await jobs.Find(poolId, jobId, ct) is not { } job || job.At(clock.GetUtcNow()).Status is not ImportStatus.Created)
            return UploadResult.NotWanted;

        var upload = random.Uuid();
        var result = UploadResult.NotWanted;
        try
        {
            var length = await Copy(poolId, upload, body, limit, ct);
            result = length > limit ? UploadResult.TooLarge : await Place(poolId, jobId, new ImportFile(upload, length), ct);
        }
        finally
        {
            if (result is not UploadResult.Kept)
                await files.Drop(poolId, upload, CancellationToken.None);
        }

        return result;
    }

    private async ValueTask<long> Copy(string poolId, string upload, Stream body, long limit, CancellationToken ct)
    {
        var chunk = new byte[ChunkSize];
        var length = 0L;
        for (var number = 0; ; number++)
        {
            var read = await body.ReadAtLeastAsync(chunk, ChunkSize, throwOnEndOfStream: false, ct);
            length += read;
            if (length > limit)
                return length;
            if (read > 0)
                await files.Keep(new ImportChunk(poolId, upload, number), chunk.AsMemory(0, read), clock.GetUtcNow(), ct);
            if (read < ChunkSize)
                return length;
        }
    }

    private async ValueTask<UploadResult> Place(string poolId, string jobId, ImportFile file, CancellationToken ct)
    {
        string? earlier = null;
        var changed = await jobs.Change(poolId, jobId, Take, ct);
        if (changed.Job?.File != file)
            return UploadResult.NotWanted;

        if (earlier is not null)
            await files.Drop(poolId, earlier, CancellationToken.None);
        return UploadResult.Kept;

        ImportJob Take(ImportJob job)
        {
            earlier = job.File?.Upload;
            return job.Receive(file, clock.GetUtcNow());
        }
    }
}
