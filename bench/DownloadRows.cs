using System.Diagnostics;
using CampaignDashboard.Host;

namespace CampaignDashboard.Bench;

/// <summary>
/// The facts of a large campaign as a coordinator has them from a Host of its own over HTTP: a page of each list on each
/// level, and all of a list as a file; beside the file COPY of the same rows by psql's way. A file that lacks a row fails
/// the bench.
/// </summary>
internal sealed class DownloadRows(HostUnderTest host, HttpClient grace, BenchStore store, Scale scale)
{
    public const string Name = "download, lists";

    private const string Seconds = "s";

    /// <summary>After how many reads of a download it is looked how much memory the Host has: some tens of times a second.</summary>
    private const int ReadsBetweenLooks = 100;

    private static readonly string[] Lists = ["pages", "revisions", "participants", "files", "days"];

    // From each figure one comes to a list that is narrowed to it, and narrows it further.
    private static readonly string[] Narrowed =
    [
        "pages?figure=pagesCreated",
        "pages?figure=pagesImproved",
        "pages?figure=pagesDeletedSince",
        "pages?figure=itemsCreated",
        "revisions?figure=bytesRemoved",
        "revisions?figure=referencesRemoved",
        "revisions?wiki=enwiki",
        "participants?figure=newEditors",
        "participants?figure=returningEditors",
        "participants?wiki=enwiki",
        "files?figure=filesInUse",
        "days?wiki=enwiki",
    ];

    // What is kept beside the log, and what a wiki tells later.
    private const string TellMore = """
        insert into identity.person (person_id, user_name)
        select distinct person_id, 'Participant ' || person_id from figures.participation;
        insert into metrics.edit_summary (wiki, revision_id, author, summary)
        select wiki, revision_id, person_id, 'Added a sentence on her work, with a source: ' || revision_id
        from figures.page_update;
        insert into figures.reference_count (session_id, wiki, revision_id, refs, parent_refs)
        select session_id, wiki, revision_id, revision_id % 7, revision_id % 3 from figures.page_update;
        insert into figures.file_upload (session_id, wiki, log_id, page_id, title, person_id, uploaded_at)
        select session_id, 'commonswiki', n, n, 'File:Portrait ' || n || '.jpg', person_id, since + interval '1 hour'
        from (select *, row_number() over () as n from figures.participation) p
        """;

    private const string Copy = """
        copy (
            select u.wiki, u.revision_id, u.made_at, u.page_id, u.namespace, u.title, p.user_name, u.bytes_difference,
                r.refs - r.parent_refs, u.creates_page, u.is_minor, s.summary
            from figures.page_update u
            left join identity.person p using (person_id)
            left join figures.reference_count r using (session_id, wiki, revision_id)
            left join metrics.edit_summary s using (wiki, revision_id)
            order by u.made_at desc, u.wiki, u.revision_id desc
        ) to stdout (format csv, header)
        """;

    private double mostMemory = host.OwnMemory;

    public static async IAsyncEnumerable<Row> Measure(EmbeddedPostgres cluster, Scale scale)
    {
        await using var store = await BenchStore.In(cluster, "download", CancellationToken.None);
        var nodes = await Fill(cluster, store, scale);
        // Another process, whose memory has not filled anything.
        await using var host = await HostUnderTest.Start(cluster.ConnectionString("download"));
        using var grace = await host.SignedIn(HostUnderTest.Administrator);
        var (rows, idle) = (new DownloadRows(host, grace, store, scale), host.PeakMemory);
        foreach (var (list, format) in new[] { ("revisions", "csv"), ("revisions", "jsonl"), ("pages", "csv") })
        {
            var path = $"/api/v1/campaigns/{nodes["campaigns"]}/statistics/{list}.{format}";
            yield return await rows.File(list, format, path);
        }

        var peak = host.PeakMemory;
        yield return new($"{Name}: what they add to the peak", Row.Megabytes, [peak - idle], Goal.Below(200, "MB"));
        yield return new(
            $"{Name}: peak memory of the Host's own",
            Row.Megabytes,
            [rows.mostMemory],
            Goal.Below(200, "MB")
        );
        yield return new($"{Name}: with the files that it maps", Row.Megabytes, [peak]);
        foreach (var (kind, id) in nodes)
        {
            foreach (var list in Lists)
            {
                var path = $"/api/v1/{kind}/{id}/statistics/{list}";
                yield return await rows.Page($"{list} of {kind}", path);
            }
        }

        foreach (var narrowed in Narrowed)
        {
            var path = $"/api/v1/campaigns/{nodes["campaigns"]}/statistics/{narrowed}";
            yield return await rows.Page($"{narrowed} of campaigns", path);
        }
    }

    private static async Task<IReadOnlyDictionary<string, Guid>> Fill(
        EmbeddedPostgres cluster,
        BenchStore store,
        Scale scale
    )
    {
        await using var host = await HostUnderTest.Start(cluster.ConnectionString("download"));
        using var grace = await host.SignedIn(HostUnderTest.Administrator);
        var campaign = new FigureCampaign(store, scale);
        var nodes = await campaign.Plan(grace);
        await campaign.Ingest();
        await campaign.Reached();
        await store.Execute(TellMore, CancellationToken.None);
        await store.Execute("vacuum analyze", CancellationToken.None);
        return nodes;
    }

    private async Task<Row> File(string list, string format, string path)
    {
        var turns = await Rounds.Of(
            scale.DownloadRounds,
            () => Taken(async () => (await grace.GetStreamAsync(path), list is "revisions" ? scale.FigureUpdates : 0)),
            () => Taken(async () => (await Copied(), 0))
        );
        return new(
            $"{Name}: {scale.FigureUpdates:#,0} updates, {list} as {format}",
            Seconds,
            turns[0],
            Goal.Below(60, "s")
        )
        {
            Raw = list is "revisions" ? ("COPY to CSV", turns[1]) : null,
        };
    }

    /// <summary>How long it takes to read to the end, in seconds; fails if there are fewer lines than <c>least</c>.</summary>
    private async Task<double> Taken(Func<Task<(Stream Content, int Least)>> open)
    {
        var clock = Stopwatch.StartNew();
        var (content, least) = await open();
        await using (content)
        {
            var (buffer, lines, reads) = (new byte[64 * 1024], 0, 0);
            while (await content.ReadAsync(buffer) is > 0 and var read)
            {
                lines += buffer.AsSpan(0, read).Count((byte)'\n');
                if (reads++ % ReadsBetweenLooks == 0)
                {
                    mostMemory = Math.Max(mostMemory, host.OwnMemory);
                }
            }

            return lines >= least
                ? clock.Elapsed.TotalSeconds
                : throw new InvalidOperationException($"{lines} lines of {least}.");
        }
    }

    private async Task<Stream> Copied()
    {
        await using var connection = await store.Database.OpenConnectionAsync();
        var all = new MemoryStream();
        using (var rows = await connection.BeginTextExportAsync(Copy))
        {
            // Counted and thrown away, as the answer of the Host is.
            var buffer = new char[64 * 1024];
            while (await rows.ReadAsync(buffer) > 0) { }
        }

        return all;
    }

    private async Task<Row> Page(string what, string path)
    {
        var read = new double[scale.FigureReads];
        await Asked(path);
        for (var n = 0; n < read.Length; n++)
        {
            read[n] = await Asked(path);
        }

        return new($"{Name}: {what}, p99", Row.Milliseconds, [Quantile.Of(read, 0.99)], Goal.Below(50, "ms"));
    }

    private async Task<double> Asked(string path)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await grace.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return clock.Elapsed.TotalMilliseconds;
    }
}
