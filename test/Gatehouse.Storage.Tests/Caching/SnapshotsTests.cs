namespace Gatehouse.Storage.Tests;

/// <summary>Settings in memory are never older than the news.</summary>
public sealed class SnapshotsTests
{
    private readonly Notices notices = new();
    private readonly Snapshots<string> snapshots;
    private int loads;

    public SnapshotsTests() => snapshots = new(notices);

    [Fact]
    public async Task A_setting_is_loaded_once()
    {
        Assert.Equal("value 1", await Find("a"));
        Assert.Equal("value 1", await Find("a"));
    }

    [Fact]
    public async Task News_of_a_setting_makes_it_load_again_and_no_other()
    {
        await Find("a");
        await Find("b");
        notices.Raise("a");

        Assert.Equal("value 3", await Find("a"));
        Assert.Equal("value 2", await Find("b"));
    }

    [Fact]
    public async Task What_was_loaded_while_news_came_is_not_kept()
    {
        var loading = new TaskCompletionSource<string?>();
        var first = snapshots.Find("a", _ => new(loading.Task));
        notices.Raise("a");
        loading.SetResult("old");

        Assert.Equal("old", await first);
        Assert.Equal("value 1", await Find("a"));
    }

    [Fact]
    public async Task Unknown_ids_are_not_kept()
    {
        Assert.Null(await snapshots.Find("a", _ => new((string?)null)));
        Assert.Equal("value 1", await Find("a"));
    }

    [Fact]
    public async Task Nothing_is_kept_while_news_may_be_missed()
    {
        await Find("a");
        notices.Lose();
        Assert.Equal("value 2", await Find("a"));
        Assert.Equal("value 3", await Find("a"));

        notices.Regain();
        Assert.Equal("value 4", await Find("a"));
        Assert.Equal("value 4", await Find("a"));
    }

    private ValueTask<string?> Find(string id) => snapshots.Find(id, _ => new($"value {++loads}"));
}
