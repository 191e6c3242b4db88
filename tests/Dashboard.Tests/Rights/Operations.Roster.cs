namespace CampaignDashboard.Tests.Rights;

/// <summary>What is done with the people of a session.</summary>
internal static partial class Operations
{
    private static IEnumerable<Operation> OnRoster() =>
        [
            Session("POST", "/participants", new { userNames = new[] { Cast.OfProgram } }),
            Session("POST", "/name-checks", new { userNames = new[] { Cast.OfProgram } }),
            Session("POST", "/attendance", new { rest = "onSite" }),
            Session("PUT", "/walk-ins", new { count = 3 }),
            Session("POST", "/walk-ins", new { by = 1 }),
            Attendance("PUT", new { presence = "onSite" }),
            Attendance("DELETE"),
            Session("POST", "/registration/close"),
            Session("POST", "/registration/open"),
            new(
                "DELETE /api/v1/sessions/{session}/participants/{person}",
                Who.AtSession,
                async c =>
                    ($"/api/v1/sessions/{await c.NewSession()}/participants/{c.PersonCalled(Cast.Participant)}", null)
            ),
            new(
                "POST /api/v1/sessions/{session}/participants/{person}/restore",
                Who.AtSession,
                async c =>
                    (
                        $"/api/v1/sessions/{await c.NewSession()}/participants/{c.PersonCalled(Cast.Participant)}/restore",
                        null
                    )
            ),
            new(
                "POST /api/v1/sessions/{session}/participants/copy",
                Who.AtSession,
                async c =>
                {
                    var session = await c.NewSession();
                    return ($"/api/v1/sessions/{session}/participants/copy", new { from = session });
                }
            ),
            Session("PUT", "/passcode", new { passcode = "tubak-lomiv" }),
            Session("DELETE", "/passcode"),
            Session("POST", "/passcode/rotate"),
            new(
                "PUT /api/v1/sessions/{session}/enrolment",
                Who.Everybody,
                async c => ($"/api/v1/sessions/{await c.NewSession()}/enrolment", new { attendance = "onSite" })
            ),
            new(
                "DELETE /api/v1/sessions/{session}/enrolment",
                Who.Everybody,
                async c => ($"/api/v1/sessions/{await c.NewSession()}/enrolment", null)
            ),
        ];
}
