using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers.Local;

/// <summary>Whether a folder of a function is as it was.</summary>
public sealed class FolderStampTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gatehouse-test-");

    public FolderStampTests() => Write("index.mjs", "1");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void It_is_the_same_while_nothing_changes() => Assert.Equal(Stamp(), Stamp());

    [Theory]
    [InlineData("index.mjs", true)]
    [InlineData("lib/deep/more.js", true)]
    [InlineData("node_modules/.package-lock.json", true)]
    [InlineData("node_modules/left-pad/index.js", false)]
    [InlineData(".git/HEAD", false)]
    [InlineData(".index.mjs.swp", false)]
    public void It_is_another_when_a_file_changes_that_counts(string file, bool counts)
    {
        Write(file, "1");
        var before = Stamp();
        Write(file, "22");
        Assert.Equal(counts, before != Stamp());
        before = Stamp();
        File.SetLastWriteTimeUtc(Path.Combine(folder.FullName, file), new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(counts, before != Stamp());
        before = Stamp();
        File.Delete(Path.Combine(folder.FullName, file));
        Assert.Equal(counts, before != Stamp());
    }

    // As Kubernetes mounts configuration: the link stays, what it leads to is replaced.
    [Fact]
    public void What_a_link_leads_to_counts()
    {
        Write(".data/config.json", "1");
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "config.json"), Path.Combine(folder.FullName, ".data/config.json"));
        var before = Stamp();
        Write(".data/config.json", "22");
        Assert.NotEqual(before, Stamp());
    }

    [Fact]
    public void Links_in_a_circle_end()
    {
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "self"), folder.FullName);
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "loop"), Path.Combine(folder.FullName, "loop"));
        Assert.Equal(Stamp(), Stamp());
    }

    [Fact]
    public void A_folder_that_is_gone_has_one_too() => Assert.Equal(0, FolderStamp.Of(Path.Combine(folder.FullName, "gone")));

    private int Stamp() => FolderStamp.Of(folder.FullName);

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
