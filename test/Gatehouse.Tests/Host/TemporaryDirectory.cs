namespace Gatehouse.Tests.Host;

/// <summary>A directory that is gone afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("gatehouse-test-");

    public string Path => directory.FullName;

    public void Dispose() => directory.Delete(recursive: true);
}
