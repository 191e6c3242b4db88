using Npgsql;

namespace CampaignDashboard.Metrics.Updating;

/// <summary>Finds the files that participants uploaded to tracked wikis, behind the page updates that are there.</summary>
internal sealed class UploadStep(UploadLog uploads, NpgsqlDataSource database) : IUpdateStep
{
    private static readonly string Candidates = Sql.Read(typeof(UploadStep).Assembly, "UploadCandidates.sql");

    public string Name => "uploads";

    public int Rank => 20;

    public bool FollowsSavers => true;

    public Task Run(UpdateRun run, CancellationToken cancellation) =>
        run.EachWiki(
            async (wiki, stop) =>
            {
                var candidates = await database.Query(
                    Candidates,
                    row => new UploadLog.Candidate(
                        new(row.GetGuid(0)),
                        row.GetInt64(1),
                        row.GetInt64(2),
                        row.GetFieldValue<DateTimeOffset>(3)
                    ),
                    stop,
                    Sql.Arg(run.Session.Id.Value),
                    Sql.Arg(wiki.Id.Value)
                );
                await uploads.Find(run, wiki, [.. candidates.Where(c => run.Reads(c.Person, wiki))], stop);
            },
            cancellation
        );
}
