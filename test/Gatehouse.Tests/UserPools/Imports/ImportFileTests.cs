using System.IO.Compression;
using System.Text;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Imports;

/// <summary>Files as people make them, and as attackers do.</summary>
public sealed class ImportFileTests
{
    private readonly ImportDesk desk = new();

    private string Header => string.Join(',', desk.Columns);

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\r\n", true)]
    public async Task Line_ends_marks_and_empty_lines_do_not_matter(string end, bool mark)
    {
        var text = string.Join(end, [Header, desk.Row("ana"), "", "   ", desk.Row("bob")]);
        byte[] file = [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)];
        var job = await desk.Import(file);
        Assert.Equal(["[SUCCEEDED] Line Number 2 - The import succeeded.", "[SUCCEEDED] Line Number 5 - The import succeeded."], await desk.Log(job.JobId!));
        Assert.Equal("ana@example.com", desk.Pool.Find("ana")!["email"]);
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order()
    {
        var columns = desk.Columns.Reverse().ToList();
        var row = string.Join(',', columns.Select(column => column switch { "cognito:username" => "ana", "email" => "a@b.c", "email_verified" => "true", _ => "" }));
        Assert.Equal("Succeeded", (await desk.Import(Encoding.UTF8.GetBytes($"{string.Join(',', columns)}\n{row}"))).Status);
        Assert.Equal("a@b.c", desk.Pool.Find("ana")!["email"]);
    }

    public static TheoryData<string> WrongHeaders => new()
    {
        "", "\n", "cognito:username,email,email_verified", "{0},extra", "{0},name", "{0},cognito:username", "{0},cognito:password_hash", "{1}", "{2}", "\"{0}", "{0}\"x",
    };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public async Task A_header_that_is_not_the_pools_fails_the_import(string form)
    {
        var header = form.Replace("{0}", Header, StringComparison.Ordinal)
            .Replace("{1}", Header.Replace("nickname", "name", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{2}", Header.ToUpperInvariant(), StringComparison.Ordinal);
        var job = await desk.Import(Encoding.UTF8.GetBytes($"{header}\n{desk.Row("ana")}\n"));
        Assert.Equal(("Failed", "The header of the CSV file does not match the user pool."), (job.Status, job.CompletionMessage));
        Assert.Null(desk.Pool.Find("ana"));
    }

    [Fact]
    public async Task A_file_of_hashes_has_their_column_and_no_other_file_has()
    {
        var with = Encoding.UTF8.GetBytes($"{Header},cognito:password_hash\n{desk.Row("ana")},\n");
        Assert.Equal("Failed", (await desk.Import(with)).Status);
        Assert.Equal("Failed", (await desk.Import(Encoding.UTF8.GetBytes(desk.File(desk.Row("ana"))), "BCRYPT")).Status);
        Assert.Equal("Succeeded", (await desk.Import(with, "BCRYPT")).Status);
    }

    [Fact]
    public async Task A_name_of_an_attribute_may_have_a_comma()
    {
        desk.Pool.Change(pool => pool with { Schema = new Schema([.. pool.Schema.All, new("custom:a,b", AttributeKind.String)]) });
        var header = string.Join(',', desk.Columns.Select(column => column.Replace(",", "\\,", StringComparison.Ordinal)));
        var job = await desk.Import(Encoding.UTF8.GetBytes($"{header}\n{desk.Row("ana", ("custom:a,b", "yes"))}"));
        Assert.Equal("Succeeded", job.Status);
        Assert.Equal("yes", desk.Pool.Find("ana")!["custom:a,b"]);
    }

    [Theory]
    [InlineData("\"a, \"\"b\"\"\"", "a, \"b\"")]
    [InlineData("\"two\nlines\"", "two\nlines")]
    [InlineData("a\\, b", "a, b")]
    [InlineData("5\" pipe", "5\" pipe")]
    [InlineData("back\\slash", "back\\slash")]
    [InlineData("  blanks around\t", "blanks around")]
    [InlineData("Zoë ✓ 😀", "Zoë ✓ 😀")]
    [InlineData("\"\"", null)]
    public async Task Fields_are_read_as_they_were_meant(string written, string? meant)
    {
        var job = await desk.Import(desk.Row("ana", ("name", written)), desk.Row("bob"));
        Assert.Equal((2L, 0L), (job.ImportedUsers, job.FailedUsers));
        Assert.Equal(meant, desk.Pool.Find("ana")!["name"]);
    }

    [Theory]
    [InlineData("too,few", "The row has not as many fields as the header.")]
    [InlineData("\"closed\"early,", "A quotation mark ends before its field does.")]
    [InlineData("\"never closed", "A quotation mark is not closed.")]
    public async Task A_row_that_breaks_the_syntax_fails_alone(string row, string why)
    {
        var job = await desk.Import(desk.Row("ana"), row, desk.Row("bob"), desk.Row("eve"));
        Assert.Equal(
            [
                "[SUCCEEDED] Line Number 2 - The import succeeded.", $"[FAILED] Line Number 3 - {why}",
                "[SUCCEEDED] Line Number 4 - The import succeeded.", "[SUCCEEDED] Line Number 5 - The import succeeded.",
            ],
            await desk.Log(job.JobId!));
    }

    [Fact]
    public async Task What_is_not_UTF8_fails_its_row_alone()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes(desk.File(desk.Row("ana"))), 0xC3, 0x28, 0xFF, (byte)'\n', .. Encoding.UTF8.GetBytes(desk.Row("bob"))];
        var job = await desk.Import(file);
        Assert.Equal("[FAILED] Line Number 3 - The row is not UTF-8.", (await desk.Log(job.JobId!))[1]);
        Assert.Equal(2, job.ImportedUsers);
    }

    [Theory]
    [InlineData(16_000, true)]
    [InlineData(16_001, false)]
    [InlineData(300_000, false)]
    [InlineData(1_000_000, false)]
    public async Task A_row_has_at_most_16000_characters(int length, bool isRead)
    {
        var row = desk.Row("ana");
        var job = await desk.Import(desk.Row("eve"), row + new string(' ', length - row.Length), desk.Row("bob"));
        Assert.Equal(isRead ? 3 : 2, job.ImportedUsers);
        var log = await desk.Log(job.JobId!);
        Assert.Equal(isRead ? "[SUCCEEDED] Line Number 3 - The import succeeded." : "[FAILED] Line Number 3 - The row is longer than 16000 characters.", log[1]);
        Assert.Equal("[SUCCEEDED] Line Number 4 - The import succeeded.", log[2]);
    }

    [Fact]
    public async Task A_row_of_16000_characters_of_three_bytes_is_read()
    {
        var row = desk.Row("ana", ("profile", new string('€', 2_000)), ("picture", new string('€', 2_000)));
        row += new string('\u3000', 16_000 - row.Length);
        Assert.Equal("[SUCCEEDED] The import succeeded.", await desk.Verdict(row));
    }

    [Fact]
    public async Task A_compressed_file_is_no_file_of_rows_and_is_never_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(new byte[64 << 20]);
        var job = await desk.Import(packed.ToArray());
        Assert.Equal(("Failed", "The header of the CSV file does not match the user pool."), (job.Status, job.CompletionMessage));
    }

    [Fact]
    public async Task Rubbish_of_every_kind_is_counted_and_costs_no_memory()
    {
        var rubbish = new byte[8 << 20];
        new SystemRandomBytes().Fill(rubbish);
        byte[] file = [.. Encoding.UTF8.GetBytes(desk.File(desk.Row("ana"))), .. rubbish, (byte)'\n', .. Encoding.UTF8.GetBytes(desk.Row("bob"))];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var job = await desk.Import(file);
        Assert.Equal(2, job.ImportedUsers);
        Assert.Equal("Failed", job.Status);
        Assert.True(job.FailedUsers > 1_000);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 << 20);
    }

    // Each line opens a quotation; whoever searched to the end of the file for each would not come to an end.
    [Fact]
    public async Task Quotations_that_never_end_take_no_longer_than_their_bytes()
    {
        var line = "\"" + new string('x', 50_000) + "\n";
        var job = await desk.Import(Encoding.UTF8.GetBytes(desk.File(string.Concat(Enumerable.Repeat(line, 100)) + desk.Row("ana"))));
        Assert.Equal((1L, 100L), (job.ImportedUsers, job.FailedUsers));
    }

    [Fact]
    public async Task A_file_that_lost_a_part_fails_the_import_and_keeps_what_was_read()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File([.. Enumerable.Range(0, 6_000).Select(i => desk.Row($"p{i}"))]));
        await desk.Start(id);
        var upload = (await desk.World.Store.Imports.Find(desk.Pool.Id, id, default))!.File!.Upload;
        desk.World.Store.Tables.ImportChunks.Remove(new ImportChunk(desk.Pool.Id, upload, 1));
        await desk.Run();
        var job = (await desk.Describe(id)).Ok.UserImportJob!;
        Assert.Equal(("Failed", "The CSV file cannot be read."), (job.Status, job.CompletionMessage));
        Assert.InRange(job.ImportedUsers!.Value, 1_000, 5_999);
    }

    private sealed class SystemRandomBytes
    {
        public void Fill(byte[] bytes) => System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
    }
}
