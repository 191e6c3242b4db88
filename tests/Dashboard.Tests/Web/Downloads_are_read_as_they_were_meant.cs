using System.Text;
using CampaignDashboard.Web.Downloads;

namespace CampaignDashboard.Tests.Web;

public sealed class Downloads_are_read_as_they_were_meant(SampleSite site) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("-42", "-42")]
    [InlineData("-42.5", "-42.5")]
    [InlineData("-42\n", "\"'-42\n\"")]
    [InlineData(-42L, "-42")]
    [InlineData(1.5, "1.5")]
    [InlineData(true, "true")]
    [InlineData(null, "")]
    public async Task A_csv_cell_is_quoted_and_no_formula(object? value, string expected)
    {
        using var target = new MemoryStream();
        await Csv.WriteAsync(target, [new Column<object?>("a", x => x), new("b", _ => "z")], Of(value));

        Assert.Equal($"\uFEFFa,b\r\n{expected},z\r\n", Encoding.UTF8.GetString(target.ToArray()));
    }

    [Fact]
    public async Task A_csv_download_streams_with_a_name_in_any_script()
    {
        var answer = await site.Get("/api/rows.csv");

        var file = answer.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", file.DispositionType);
        Assert.Equal("Zoë-2024.csv", file.FileNameStar);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("name,length\r\nZoë O'Brien,11\r\n'=cmd(),6\r\n", Encoding.UTF8.GetString(bytes[3..]));
    }

    [Fact]
    public async Task A_hundred_thousand_csv_rows_are_written_asynchronously()
    {
        var target = new AsynchronousOnly();
        var rows = Enumerable.Range(0, 100_000).ToAsyncEnumerable();

        await Csv.WriteAsync(target, [new Column<int>("n", n => n)], rows);

        Assert.Equal(688_896, target.Written);
        Assert.InRange(target.LargestWrite, 1, 70_000);
    }

    [Theory]
    [InlineData("a|b", "a&#124;b")]
    [InlineData("{{delete}}", "&#123;&#123;delete&#125;&#125;")]
    [InlineData("[[x]]", "&#91;&#91;x&#93;&#93;")]
    [InlineData("</nowiki><b>", "&#60;/nowiki&#62;&#60;b&#62;")]
    [InlineData("''bold''", "&#39;&#39;bold&#39;&#39;")]
    [InlineData("~~~~", "&#126;&#126;&#126;&#126;")]
    [InlineData("&lt;", "&#38;lt;")]
    [InlineData("__NOTOC__", "&#95;&#95;NOTOC&#95;&#95;")]
    [InlineData("snake_case", "snake_case")]
    [InlineData("* item", "&#42; item")]
    [InlineData("x\n|-\ny", "x &#124;- y")]
    [InlineData("https://a", "https&#58;//a")]
    [InlineData("Zoë مستخدم 𝒳", "Zoë مستخدم 𝒳")]
    public void Wikitext_shows_exactly_what_the_cell_held(string text, string expected) =>
        Assert.Equal(expected, Wikitext.Escape(text));

    [Fact]
    public async Task A_wikitext_table_has_caption_headings_and_a_row_a_row()
    {
        var text = await site.Client.GetStringAsync("/api/rows.txt", TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            {| class="wikitable sortable"
            |+ Names
            |-
            ! scope="col" | name
            ! scope="col" | length
            |-
            | Zoë O&#39;Brien
            | style="text-align:end" | 11
            |-
            | &#61;cmd()
            | style="text-align:end" | 6
            |}

            """,
            text
        );
    }

    [Fact]
    public void Equal_values_have_equal_bytes_whatever_the_order_of_their_members()
    {
        var one = CanonicalJson.Write(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["b"] = 1, ["a"] = "é<" }
        );
        var other = CanonicalJson.Write(new { a = "é<", b = 1L });

        Assert.Equal("""{"a":"é<","b":1}""", Encoding.UTF8.GetString(one));
        Assert.Equal(one, other);
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1.0, "1")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(123.456, "123.456")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(4.35e-9, "4.35e-9")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(333333333.33333329, "333333333.3333333")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData("a\"\\\n\u0001\u2028", "\"a\\\"\\\\\\n\\u0001\u2028\"")]
    public void Numbers_and_text_are_written_as_RFC_8785_has_them(object value, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(CanonicalJson.Write(value)));

    [Fact]
    public async Task Json_rows_are_one_array() =>
        Assert.Equal(
            """["Zoë O'Brien","=cmd()"]""",
            await site.Client.GetStringAsync("/api/rows.json", TestContext.Current.CancellationToken)
        );

    private static async IAsyncEnumerable<object?> Of(object? value)
    {
        await Task.Yield();
        yield return value;
    }

    /// <summary>As Kestrel's body: synchronous writes are refused.</summary>
    private sealed class AsynchronousOnly : Stream
    {
        public long Written { get; private set; }

        public int LargestWrite { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            LargestWrite = Math.Max(LargestWrite, buffer.Length);
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush() => throw new InvalidOperationException("Synchronous flush.");

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("Synchronous write.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
